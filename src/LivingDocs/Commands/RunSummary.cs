using System.Text;
using ServiceLevels.Objectives;
using ServiceLevels.Reporting;

namespace LivingDocs.Commands;

/// <summary>What a run found of its objectives, for whoever looks at the run and opens nothing else.</summary>
/// <param name="Records">With the verdicts they have among all others of the run.</param>
internal sealed record RunSummary(IReadOnlyList<ObjectiveRecord> Records)
{
    /// <param name="records">As the scenarios wrote them, of one run.</param>
    public static RunSummary Of(IReadOnlyList<ObjectiveRecord> records) =>
        new(records.Count == 0 ? [] : RunVerdicts.Of(records, JudgementPolicy.Named(records[0].Run.Policy)));

    public IReadOnlyList<ObjectiveRecord> Breached => [.. Records.Where(record => record.Verdict is Verdict.Breached)];

    public string Markdown
    {
        get
        {
            if (Records.Count == 0)
            {
                return "## Service levels\n\nNothing was measured.\n";
            }

            var text = new StringBuilder($"## Service levels: {Counts}\n\n{Provenance(Records[0].Run)}\n\n")
                .Append("| Objective | Target | Threshold | Measured | 95 % CI | n | Verdict |\n|---|---|---|---|---|---|---|\n");
            text.AppendJoin("", Records.Select(Row));
            if (Records.Any(record => record.NotProvenBecause is not null))
            {
                text.Append("\nNot proven:\n\n");
                text.AppendJoin("", Records.Where(record => record.NotProvenBecause is not null).Select(record => $"- {Name(record)}: {Cell(record.NotProvenBecause!)}\n"));
            }

            return text.ToString();
        }
    }

    private string Counts => string.Join(", ", from verdict in Enum.GetValues<Verdict>()
                                               let count = Records.Count(record => record.Verdict == verdict)
                                               where count > 0
                                               select $"{count} {InWords(verdict)}");

    private static string Provenance(RunRecord run) =>
        $"Policy {run.Policy}, {(run.Commit is null ? "no commit" : $"commit {run.Commit[..Math.Min(12, run.Commit.Length)]}")}, machine {Cell(run.Machine.Class)}"
        + (run.Machine.Factor is { } factor ? $", {Si.Number(factor)} times as slow as usual." : ".");

    private static string Row(ObjectiveRecord record)
    {
        string[] cells =
        [
            Name(record),
            Bound(record.Target),
            Cell(record.Threshold.Written),
            record.Measured is { } measured ? Figure.InWords(measured, record.Quantity) : record.Samples == 0 ? "nothing" : "no answer",
            record.Interval is { } interval ? Figure.InWords(interval, record.Quantity) : "",
            Si.Count(record.Samples),
            record.Verdict is Verdict.Breached ? $"**{InWords(record.Verdict)}**" : InWords(record.Verdict),
        ];
        return $"| {string.Join(" | ", cells)} |\n";
    }

    private static string Bound(BoundRecord target) => Cell(target.Written) + (target.Verdict is Verdict.Breached ? " (missed)" : "");

    private static string Name(ObjectiveRecord record)
    {
        var example = string.Join(", ", record.Key.Example.Select(column => $"{column.Key} {column.Value}"));
        return Cell($"{record.Key.Slo}, {record.Key.Measure}{(example.Length > 0 ? $" ({example})" : "")}");
    }

    private static string InWords(Verdict verdict) => verdict switch
    {
        Verdict.Met => "met",
        Verdict.Breached => "breached",
        _ => "not proven",
    };

    private static string Cell(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace("|", "\\|").ReplaceLineEndings(" ");
}
