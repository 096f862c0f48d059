using GherkinEngine.Bindings;
using Io.Cucumber.Messages.Types;
using Reqnroll;
using Reqnroll.Bindings;
using DataTable = Reqnroll.DataTable;

namespace GherkinEngine.Running;

/// <summary>A step of a scenario that runs: what it says and which step definition it matches.</summary>
internal sealed class PlannedStep
{
    public PlannedStep(PickleStep pickle, Step written, StepDefinitionType type, ScenarioRun scenario)
    {
        Pickle = pickle;
        Keyword = written.Keyword;
        var table = pickle.Argument?.DataTable is { } cells ? Table(cells) : null;
        Info = new StepInfo(type, pickle.Text, table, pickle.Argument?.DocString?.Content);
        Attached = [.. new object?[] { Info.MultilineText, table }.OfType<object>()];
        var feature = scenario.Feature;
        Match = StepMatch.Find(feature.Run.Bindings.Steps, type, pickle.Text, Attached.Count, feature.Info, scenario.Context.ScenarioInfo);
    }

    public PickleStep Pickle { get; }

    public string Keyword { get; }

    public StepInfo Info { get; }

    public StepMatch Match { get; }

    /// <summary>The doc string and the table, which become the last parameters.</summary>
    public IReadOnlyList<object> Attached { get; }

    private static DataTable Table(PickleTable table)
    {
        var rows = table.Rows.Select(row => row.Cells.Select(cell => cell.Value).ToArray()).ToArray();
        return new DataTable(rows[0], rows[1..]);
    }
}
