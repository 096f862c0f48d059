using System.Collections.Immutable;
using System.Reflection;
using GherkinEngine.Generator;
using GherkinEngine.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace IncidentAgent.Tests.GherkinEngine;

public sealed class FeatureGeneratorTests
{
    private const string Webhooks = """
        @performance @load
        Feature: Webhooks are acknowledged
          Background:
            Given an agent

          @rule
          Rule: A burst is taken
            @small
            Scenario: It's one - alert
              When 1 alert arrives

            @ignore
            Scenario: Not yet
              When nothing arrives

            Scenario Outline: <count> alerts
              When <count> alerts arrive in <time>

              @few
              Examples:
                | count | time |
                | 2     | 1 s  |
                | 3     | 1 s  |

              @Ignore
              Examples: later
                | count | time |
                | 4     | 1 s  |
        """;

    private static readonly Lazy<Type> Class = new(() =>
        Compiled("features/Some alerts/Webhooks.feature", Webhooks).GetType("Shop.Specs.Features.SomeAlerts.WebhooksAreAcknowledgedFeature")!);

    [Fact]
    public void A_feature_becomes_a_class_named_by_folder_and_title() => Class.Value.Should().BeDerivedFrom<FeatureTest>();

    [Fact]
    public void A_scenario_becomes_a_method_with_its_title_and_place()
    {
        var scenario = Class.Value.GetMethod("ItsOne_Alert")!.GetCustomAttribute<ScenarioAttribute>()!;

        scenario.DisplayName.Should().Be("It's one - alert");
        scenario.Line.Should().Be(9);
        scenario.File.Should().Be("/repo/features/Some alerts/Webhooks.feature");
        scenario.Skip.Should().BeNull();
    }

    [Fact]
    public void Tags_become_categories_and_titles_traits()
    {
        Traits(Class.Value).Should().BeEquivalentTo(["Category=performance", "Category=load"]);
        Traits(Class.Value.GetMethod("ItsOne_Alert")!).Should().BeEquivalentTo(
            ["Category=rule", "Category=small", "FeatureTitle=Webhooks are acknowledged", "Description=It's one - alert"]);
    }

    [Fact]
    public void A_row_has_its_own_name_line_tags_and_reason_not_to_run()
    {
        var rows = Class.Value.GetMethod("CountAlerts")!.GetCustomAttributes<ExampleAttribute>().ToList();

        rows.Select(row => (row.Scenario, row.Line, row.Name, row.Skip)).Should().Equal(
            (2, 22, "2 alerts (time: 1 s)", null), (3, 23, "3 alerts (time: 1 s)", null), (4, 28, "4 alerts (time: 1 s)", "Ignored"));
        rows[0].Tags.Should().Equal("few");
    }

    [Fact]
    public void An_ignored_scenario_is_skipped() => Class.Value.GetMethod("NotYet")!.GetCustomAttribute<ScenarioAttribute>()!.Skip.Should().Be("Ignored");

    [Fact]
    public void A_feature_with_a_tag_from_the_configuration_runs_alone()
    {
        Collection("performance").Should().Be("ReqnrollNonParallelizableFeatures");
        Collection("other").Should().BeNull();

        static object? Collection(string tag) =>
            Compiled("A.feature", Webhooks, $$"""{ "generator": { "addNonParallelizableMarkerForTags": ["{{tag}}"] } }""")
                .GetType("Shop.Specs.WebhooksAreAcknowledgedFeature")!.GetCustomAttributesData()
                .SingleOrDefault(attribute => attribute.AttributeType.Name == "CollectionAttribute")?.ConstructorArguments[0].Value;
    }

    [Fact]
    public void The_language_of_the_configuration_holds_where_a_feature_says_none() =>
        Compiled("A.feature", "Funktionalität: Größe\n  Szenario: Läuft\n    Angenommen es läuft", """{ "language": { "feature": "de" } }""")
            .GetType("Shop.Specs.GrößeFeature")!.GetMethod("Läuft").Should().NotBeNull();

    [Fact]
    public void A_file_that_cannot_be_read_is_an_error_at_its_line_and_column()
    {
        var (_, errors) = Run("A.feature", "Feature: A\n  Scenario: B\n    Given c\n    nonsense\n", "{}");

        var error = errors.Should().ContainSingle().Subject;
        error.Severity.Should().Be(DiagnosticSeverity.Error);
        error.Location.GetLineSpan().ToString().Should().Be("/repo/A.feature: (3,4)-(3,4)");
        error.GetMessage().Should().StartWith("expected:").And.Contain("nonsense");
    }

    [Fact]
    public void Two_scenarios_of_one_name_are_an_error_as_they_are_for_Reqnroll()
    {
        var (_, errors) = Run("A.feature", "Feature: A\n  Scenario: B\n    Given c\n  Rule: D\n    Scenario: B\n      Given c\n", "{}");

        errors.Should().ContainSingle().Which.Location.GetLineSpan().StartLinePosition.Line.Should().Be(4);
    }

    [Fact]
    public void An_empty_file_makes_nothing() => Run("A.feature", "# nothing yet\n", "{}").Errors.Should().BeEmpty();

    private static IEnumerable<string> Traits(MemberInfo member) =>
        member.GetCustomAttributesData().Where(attribute => attribute.AttributeType == typeof(TraitAttribute))
            .Select(attribute => $"{attribute.ConstructorArguments[0].Value}={attribute.ConstructorArguments[1].Value}");

    private static Assembly Compiled(string link, string feature, string configuration = "{}")
    {
        var (compilation, errors) = Run(link, feature, configuration);
        errors.Should().BeEmpty();
        using var assembly = new MemoryStream();
        compilation.Emit(assembly).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Should().BeEmpty();
        return Assembly.Load(assembly.ToArray());
    }

    private static (Compilation Compilation, ImmutableArray<Diagnostic> Errors) Run(string link, string feature, string configuration)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create("Shop.Specs", [], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        CSharpGeneratorDriver.Create(
                [new FeatureGenerator().AsSourceGenerator()],
                [new Text($"/repo/{link}", feature), new Text("/repo/reqnroll.json", configuration)],
                optionsProvider: new Options(link))
            .RunGeneratorsAndUpdateCompilation(compilation, out var updated, out var errors);
        return (updated, errors);
    }

    private sealed class Text(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    private sealed class Options(string link) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(("build_property.RootNamespace", "Shop.Specs"));

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Values();

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Values(("build_metadata.AdditionalFiles.Link", link));
    }

    private sealed class Values(params (string Key, string Value)[] values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value)
        {
            value = Array.Find(values, pair => pair.Key == key).Value;
            return value is not null;
        }
    }
}
