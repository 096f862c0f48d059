using System.Text;
using ServiceLevels.Load;
using ServiceLevels.Objectives;

namespace ServiceLevels.Reporting;

/// <summary>A measurement as a block of text for a terminal of 120 columns.</summary>
public static class MeasurementBlock
{
    private const int LongestError = 80;

    /// <summary>The load, what became of it, its times, one line for each objective, and how late the generator itself was.</summary>
    public static string Write(string title, Measurement measurement, IReadOnlyList<Judgement> judgements)
    {
        var block = new StringBuilder(title).Append('\n');
        Line(block, "arrivals", [$"{measurement.Arrivals}"]);
        Line(
            block,
            "outcome",
            [
                $"sent {Si.Count(measurement.Count)}",
                $"accepted {Si.Count(measurement.Accepted)}",
                $"refused {Si.Count(measurement.Refused)}",
                $"lost {Si.Count(measurement.Lost)}",
            ]);
        if (measurement.Count > 0)
        {
            Line(block, "total time", [Si.Duration(measurement.TotalTime), $"throughput {Si.Rate(measurement.Throughput)}"]);
            Times(block, measurement);
        }

        foreach (var error in measurement.Errors)
        {
            Line(block, "error", [$"{Si.Count(error.Count)} x {OnOneLine(error.Message)}"]);
        }

        Judgements(block, judgements);
        return block.ToString();
    }

    private static void Times(StringBuilder block, Measurement measurement)
    {
        Latency(block, "latency", measurement);
        if (measurement.Lost > 0 && measurement.Answered is { Count: > 0 } answered)
        {
            Latency(block, "answered", answered);
        }

        Line(block, "generator", [$"P99 {Si.Duration(measurement.Lag.P99)} late", $"max {Si.Duration(measurement.Lag.Max)} late"]);
        if (measurement.OthersShare is { } others)
        {
            Line(block, "machine", [$"others used {Si.Percent(Math.Round(others, 2))}"]);
        }
    }

    private static void Latency(StringBuilder block, string name, Measurement measurement)
    {
        Line(
            block,
            name,
            [
                $"P50 {Si.Duration(measurement.Percentile(50))}",
                $"P95 {Si.Duration(measurement.Percentile(95))}",
                $"P99 {Si.Duration(measurement.Percentile(99))}",
                $"max {Si.Duration(measurement.Max)}",
                $"n {Si.Count(measurement.Count)}",
            ]);
        Line(
            block,
            "",
            [
                $"min {Si.Duration(measurement.Min)}",
                $"mean {Si.Duration(measurement.Mean)}",
                $"standard deviation {Si.Duration(measurement.StandardDeviation)}",
            ]);
    }

    private static void Judgements(StringBuilder block, IReadOnlyList<Judgement> judgements)
    {
        string[][] rows = [.. judgements.Select(Cells)];
        foreach (var (row, judgement) in rows.Zip(judgements))
        {
            var cells = row.Select((cell, column) => cell.PadRight(rows.Max(other => other[column].Length))).Where(cell => cell.Length > 0);
            block.Append("  ").Append(string.Join("  ", cells).TrimEnd()).Append('\n');
            if (judgement is { Samples: > 0, NotProvenBecause: { } reason })
            {
                block.Append("    ").Append(reason).Append('\n');
            }
        }
    }

    private static string[] Cells(Judgement judgement) =>
    [
        $"{judgement.Objective.Measure}",
        judgement.MeasuredInWords,
        Sentence.Interval(judgement) is { } interval ? $"({interval})" : "",
        $"target {judgement.Target.Written}",
        Sentence.TargetWord(judgement),
        $"threshold {judgement.Threshold.Written}",
        Sentence.ThresholdWord(judgement),
    ];

    private static string OnOneLine(string message) => message.ReplaceLineEndings(" ") switch
    {
        { Length: > LongestError } text => text[..LongestError] + "...",
        var text => text,
    };

    private static void Line(StringBuilder block, string name, string[] cells) =>
        block.Append("  ").Append(name.PadRight(11)).Append(string.Concat(cells.Select(cell => cell.PadRight(15) + " ")).TrimEnd()).Append('\n');
}
