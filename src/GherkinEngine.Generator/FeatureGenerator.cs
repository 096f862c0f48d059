using System.Text;
using Gherkin;
using Gherkin.CucumberMessages;
using GherkinEngine.Features;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Location = Microsoft.CodeAnalysis.Location;

namespace GherkinEngine.Generator;

/// <summary>
/// Makes an xunit class of each feature file among the project's additional files. A file that cannot be read is a build error
/// at its line.
/// </summary>
[Generator]
public sealed class FeatureGenerator : IIncrementalGenerator
{
    private const string LinkKey = "build_metadata.AdditionalFiles.Link";

    private static readonly DiagnosticDescriptor Unreadable = new(
        "FEATURE001", "A feature file cannot be read", "{0}", "Gherkin", DiagnosticSeverity.Error, isEnabledByDefault: true);

    private static readonly DiagnosticDescriptor Repeated = new(
        "FEATURE002", "Scenarios share a name", "{0}", "Gherkin", DiagnosticSeverity.Error, isEnabledByDefault: true);

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var settings = context.AdditionalTextsProvider
            .Where(file => Path.GetFileName(file.Path) == "reqnroll.json")
            .Select((file, cancellation) => file.GetText(cancellation)?.ToString() ?? "")
            .Collect()
            .Select((texts, _) => GeneratorSettings.Read(texts.FirstOrDefault() ?? ""));
        var rootNamespace = context.AnalyzerConfigOptionsProvider.Select((options, _) =>
            options.GlobalOptions.TryGetValue("build_property.RootNamespace", out var name) ? name : "");
        var features = context.AdditionalTextsProvider
            .Where(file => file.Path.EndsWith(".feature", StringComparison.OrdinalIgnoreCase))
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select((pair, cancellation) => new FeatureInput(
                Path.GetFullPath(pair.Left.Path),
                Uri(pair.Left, pair.Right.GetOptions(pair.Left)),
                pair.Left.GetText(cancellation)?.ToString() ?? ""))
            .Combine(settings)
            .Combine(rootNamespace);

        context.RegisterSourceOutput(features, (output, input) => Generate(output, input.Left.Left, input.Left.Right, input.Right));
        context.RegisterPostInitializationOutput(output => output.AddSource("SpecAssembly.g.cs", FeatureWriter.Assembly));
    }

    private static string Uri(AdditionalText file, AnalyzerConfigOptions options) =>
        (options.TryGetValue(LinkKey, out var link) && link.Length > 0 ? link : Path.GetFileName(file.Path)).Replace('\\', '/');

    private static void Generate(SourceProductionContext output, FeatureInput input, GeneratorSettings settings, string rootNamespace)
    {
        FeatureFile feature;
        try
        {
            feature = FeatureFile.Parse(input.Uri, input.Text, settings.Language, new IncrementingIdGenerator());
        }
        catch (ParserException e)
        {
            Report(output, input, e);
            return;
        }

        if (feature.Document.Feature is null)
        {
            return;
        }

        var repeated = feature.Scenarios.Select(planned => planned.Scenario).Distinct()
            .GroupBy(scenario => Identifier.Of(scenario.Name))
            .Where(group => group.Count() > 1)
            .Select(group => group.ElementAt(1))
            .ToList();
        foreach (var scenario in repeated)
        {
            var message = $"Another scenario of this feature is called '{scenario.Name}' too";
            output.ReportDiagnostic(Diagnostic.Create(Repeated, At(input.Path, scenario.Location.Line, scenario.Location.Column ?? 1), message));
        }

        if (repeated.Count == 0)
        {
            var code = FeatureWriter.Write(input, feature, settings, rootNamespace);
            output.AddSource($"{input.Uri.Replace('/', '.')}.g.cs", SourceText.From(code, Encoding.UTF8));
        }
    }

    private static void Report(SourceProductionContext output, FeatureInput input, ParserException error)
    {
        foreach (var inner in error is CompositeParserException several ? several.Errors : [error])
        {
            // The message repeats the place, "(3:5): ", which the build says in its own way.
            var message = inner.Message.StartsWith("(", StringComparison.Ordinal)
                ? inner.Message.Substring(inner.Message.IndexOf(": ", StringComparison.Ordinal) + 2)
                : inner.Message;
            var place = inner.Location ?? new Gherkin.Ast.Location(1, 1);
            output.ReportDiagnostic(Diagnostic.Create(Unreadable, At(input.Path, place.Line, place.Column), message));
        }
    }

    private static Location At(string path, long line, long column)
    {
        var place = new LinePosition((int)line - 1, Math.Max(0, (int)column - 1));
        return Location.Create(path, default, new LinePositionSpan(place, place));
    }
}
