using Gherkin;
using Gherkin.CucumberMessages;
using Gherkin.CucumberMessages.Pickles;
using Io.Cucumber.Messages.Types;

namespace GherkinEngine.Features;

/// <summary>A feature file, parsed, and the scenarios to run; the generator and the runner read it alike.</summary>
internal sealed class FeatureFile
{
    private FeatureFile(GherkinDocument document, IReadOnlyList<PlannedScenario> scenarios)
    {
        Document = document;
        Scenarios = scenarios;
    }

    public GherkinDocument Document { get; }

    /// <summary>One for each scenario, and for each row of an outline, in the order of the file.</summary>
    public IReadOnlyList<PlannedScenario> Scenarios { get; }

    /// <summary>Throws a <see cref="ParserException"/> that knows its line and column.</summary>
    public static FeatureFile Parse(string uri, string text, string language, IIdGenerator ids)
    {
        var syntax = new Parser().Parse(new TokenScanner(new StringReader(text)), new TokenMatcher(language));
        var document = new AstMessagesConverter(ids).ConvertGherkinDocumentToEventArgs(syntax, uri);
        var pickles = new PickleCompiler(ids).Compile(document);
        var nodes = document.Feature is null ? [] : Nodes(document.Feature).ToDictionary(node => node.Scenario.Id);
        return new FeatureFile(document, [.. pickles.Select((pickle, index) => Planned(pickle, index, nodes[pickle.AstNodeIds[0]]))]);
    }

    private static PlannedScenario Planned(Pickle pickle, int index, Node node)
    {
        var examples = pickle.AstNodeIds.Count < 2
            ? null
            : node.Scenario.Examples.First(table => table.TableBody.Exists(row => row.Id == pickle.AstNodeIds[1]));
        return new PlannedScenario(
            index,
            pickle,
            node.Scenario,
            node.Rule,
            examples,
            examples?.TableBody.Find(row => row.Id == pickle.AstNodeIds[1]),
            [.. pickle.Steps.Select(step => node.Steps.First(written => written.Id == step.AstNodeIds[0]))]);
    }

    private static IEnumerable<Node> Nodes(Feature feature)
    {
        var background = feature.Children.Where(child => child.Background is not null).SelectMany(child => child.Background.Steps).ToList();
        foreach (var child in feature.Children)
        {
            if (child.Scenario is not null)
            {
                yield return new Node(child.Scenario, null, [.. background, .. child.Scenario.Steps]);
            }

            var own = child.Rule?.Children.Where(inner => inner.Background is not null).SelectMany(inner => inner.Background.Steps).ToList();
            foreach (var scenario in child.Rule?.Children.Where(inner => inner.Scenario is not null).Select(inner => inner.Scenario) ?? [])
            {
                yield return new Node(scenario, child.Rule, [.. background, .. own!, .. scenario.Steps]);
            }
        }
    }

    private sealed record Node(Scenario Scenario, Rule? Rule, List<Step> Steps);
}
