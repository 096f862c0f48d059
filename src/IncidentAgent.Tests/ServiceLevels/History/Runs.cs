using ServiceLevels.Objectives;

namespace IncidentAgent.Tests.ServiceLevels.History;

/// <summary>Records of runs that never took place: one a day, each of its own commit.</summary>
internal static class Runs
{
    public static readonly ObjectiveKey P95 = new("intake-latency", "P95 latency", new Dictionary<string, string>());

    public static readonly ObjectiveKey Throughput = new("intake-throughput", "throughput", new Dictionary<string, string>());

    private static readonly DateTimeOffset First = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A run on the given day found this figure, in seconds, alerts each second, or a share.</summary>
    public static ObjectiveRecord Found(
        int day, double? measured, ObjectiveKey? key = null, string machine = "2 cores", double? factor = null,
        string target = "< 700 ms", string threshold = "< 1000 ms", int samples = 1000) => new()
        {
            Run = new RunRecord($"run-{day}", First.AddDays(day), $"c0ffee{day:D3}", "nightly", new MachineRecord(machine, factor, null)),
            Key = key ?? P95,
            Quantity = Bound.Parse(threshold).Quantity,
            Target = Record(target),
            Threshold = Record(threshold),
            Verdict = Verdict.Met,
            Sentence = $"{(key ?? P95).Measure} on day {day}",
            Measured = measured,
            Samples = samples,
        };

    /// <summary>A run a day, from day 0 on.</summary>
    public static ObjectiveRecord[] Daily(IEnumerable<double> measured) => [.. measured.Select((figure, day) => Found(day, figure))];

    private static BoundRecord Record(string written)
    {
        var bound = Bound.Parse(written);
        return new BoundRecord(written, bound.Relation, bound.Value, Verdict.Met, null, null);
    }
}
