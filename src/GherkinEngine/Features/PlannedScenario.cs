using Io.Cucumber.Messages.Types;

namespace GherkinEngine.Features;

/// <summary>
/// A scenario to run: its pickle, the number of that among the feature's, from 0, and where in the file each part of it stands.
/// The steps are those of the pickle as they are written, the backgrounds' first.
/// </summary>
internal sealed record PlannedScenario(
    int Index, Pickle Pickle, Scenario Scenario, Rule? Rule, Examples? Examples, TableRow? Row, IReadOnlyList<Step> Steps)
{
    public string[] RuleTags => Names(Rule?.Tags);

    public string[] ScenarioTags => Names(Scenario.Tags);

    public string[] ExamplesTags => Names(Examples?.Tags);

    /// <summary>The row's values by column, in the columns' order; empty without examples.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Arguments =>
        Row is null
            ? []
            : [.. Examples!.TableHeader.Cells.Zip(Row.Cells, (column, cell) => new KeyValuePair<string, string>(column.Value, cell.Value))];

    /// <summary>Tags without their at sign.</summary>
    public static string[] Names(IEnumerable<Tag>? tags) => [.. (tags ?? []).Select(tag => tag.Name.TrimStart('@'))];
}
