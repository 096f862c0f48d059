using System.Text;
using ServiceLevels.Load;
using ServiceLevels.Objectives;

namespace ServiceLevels.Reporting;

/// <summary>A measurement as a block of text for a terminal of 100 columns.</summary>
public static class MeasurementBlock
{
    /// <summary>The load, what became of it, its times, one line for each objective, and how far the generator itself was off.</summary>
    public static string Write(string title, Measurement measurement, IReadOnlyList<Judgement> judgements)
    {
        var block = new StringBuilder();
        block.Append(title).Append('\n');
        Line(block, "arrivals", $"{measurement.Arrivals}");
        Line(
            block,
            "outcomes",
            $"sent {measurement.Count}",
            $"accepted {measurement.Accepted}",
            $"refused {measurement.Refused}",
            $"lost {measurement.Lost}");
        if (measurement.Count > 0)
        {
            Line(block, "pace", $"total time {Si.Duration(measurement.TotalTime)}", $"throughput {Si.Rate(measurement.Throughput)}");
            Latency(block, "latency", measurement);
            if (measurement.Lost > 0 && measurement.Answered is { Count: > 0 } answered)
            {
                Latency(block, "answered", answered);
            }
        }

        Objectives(block, judgements);
        if (measurement.Count > 0)
        {
            Line(block, "generator", $"P99 {Si.Duration(measurement.Lag.P99)} late", $"max {Si.Duration(measurement.Lag.Max)} late");
        }

        foreach (var error in measurement.Errors)
        {
            Line(block, "error", $"{error.Count} times {error.Message}");
        }

        return block.ToString();
    }

    private static void Latency(StringBuilder block, string name, Measurement measurement)
    {
        Line(
            block,
            name,
            $"min {Si.Duration(measurement.Min)}",
            $"mean {Si.Duration(measurement.Mean)}",
            $"standard deviation {Si.Duration(measurement.StandardDeviation)}");
        Line(
            block,
            "",
            $"P50 {Si.Duration(measurement.Percentile(50))}",
            $"P95 {Si.Duration(measurement.Percentile(95))}",
            $"P99 {Si.Duration(measurement.Percentile(99))}",
            $"max {Si.Duration(measurement.Max)}",
            $"n {measurement.Count}");
    }

    private static void Objectives(StringBuilder block, IReadOnlyList<Judgement> judgements)
    {
        foreach (var judgement in judgements)
        {
            block.Append(judgement.Sentence).Append('\n');
        }
    }

    private static void Line(StringBuilder block, string name, params IEnumerable<string> cells) =>
        block.Append("  ").Append(name.PadRight(11)).Append(string.Concat(cells.Select(cell => cell.PadRight(18))).TrimEnd()).Append('\n');
}
