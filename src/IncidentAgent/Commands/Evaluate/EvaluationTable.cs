using System.Globalization;
using IncidentAgent.Investigation.RootCause;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace IncidentAgent.Commands.Evaluate;

/// <summary>An evaluation for a terminal.</summary>
internal static class EvaluationTable
{
    public static IRenderable Render(Evaluation evaluation)
    {
        var table = new Table().Border(TableBorder.Simple).Title(evaluation.Method)
            .AddColumn("Scenario").AddColumn("Metric", column => column.NoWrap()).AddColumns("Issues", "Top-1", "Top-3", "Verdicts", "Silent when normal");
        foreach (var row in evaluation.Rows)
        {
            table.AddRow(
                Cell($"{row.Scenario.Replace('_', ' ')}{(row.Surrogate ? " (s)" : "")}"), Cell(Figures.Noun(row.Metric)),
                Cell(row.Empty == 0 ? Number(row.Issues) : $"{row.Issues} ({row.Empty} empty)"), Cell(Text(row.Top1)), Cell(Text(row.Top3)),
                Cell(Text(row.Verdicts)), Cell(row.Specificity is { } share ? share.ToString("0.0 %", CultureInfo.InvariantCulture) : "no normal rows"));
        }

        var issues = evaluation.Rows.Sum(row => row.Issues);
        var (first, third) = (Total(evaluation, row => row.Top1), Total(evaluation, row => row.Top3));
        return table.Caption(
            $"All {issues}: top-1 {Text(first)}, top-3 {Text(third)}. In brackets: worst and best, where equal scores may come in any order."
            + (evaluation.Rows.Any(row => row.Surrogate) ? " (s): what is normal is taken from other issues." : ""));
    }

    private static Recall Total(Evaluation evaluation, Func<EvaluationRow, Recall> recall) =>
        evaluation.Rows.Select(recall).Aggregate(Recall.None, (sum, one) => sum + one);

    private static string Text(Recall recall) => recall.Worst == recall.Best
        ? Number(recall.Expected)
        : $"{Number(recall.Expected)} ({recall.Worst} to {recall.Best})";

    private static string Text(IReadOnlyDictionary<Certainty, int> verdicts) => verdicts.Count == 0
        ? "none"
        : string.Join(", ", verdicts.OrderByDescending(verdict => verdict.Key).Select(verdict => $"{verdict.Value} {verdict.Key.ToString().ToUpperInvariant()}"));

    private static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private static Text Cell(string text) => new(Terminal.Safe(text));
}
