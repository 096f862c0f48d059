using ServiceLevels.Load;
using ServiceLevels.Objectives;

namespace IncidentAgent.Tests.LivingDocs;

/// <summary>Sixty runs that never took place, judged as real ones are: one a day, until the one that the page is about.</summary>
internal static class SampleHistory
{
    public const int Runs = 60;

    /// <summary>From this run on a promise of the intake takes a quarter longer.</summary>
    public const int Slower = 42;

    private static readonly DateTimeOffset First = new(2030, 1, 1, 2, 30, 0, TimeSpan.Zero);

    public static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    public static readonly RunRecord Latest = Run(Runs - 1);

    public static RunRecord Run(int day, string machine = "2 processors, 8 GiB, linux-x64, .NET 10.0", double? factor = 1.02) =>
        new($"run-{day}", First.AddDays(day), $"{0x51ab3f7 + day * 7919:x7}c0ffee", day % 3 == 2 ? "nightly" : "pull-request", new MachineRecord(machine, factor, 0.0041));

    /// <summary>All objectives of the sample's suite, in one run.</summary>
    public static IEnumerable<ObjectiveRecord> Of(RunRecord run, int day, int bursts = 12)
    {
        var level = day >= Slower ? 1.26 : 1;
        foreach (var (alerts, milliseconds) in new[] { (10, 38.0), (50, 90), (100, 160) })
        {
            var example = new Dictionary<string, string> { ["alerts"] = $"{alerts}" };
            var load = Bursts(day, alerts, bursts * 100 / alerts, milliseconds * (alerts == 100 ? level : 1));
            foreach (var (measure, target, threshold) in new[] { ("P50 latency", "< 300 ms", "< 500 ms"), ("P95 latency", "< 700 ms", "< 1000 ms"), ("P99 latency", "< 1 s", "< 2 s") })
            {
                // What was never proven from few samples is not proven here either.
                yield return Found(run, new ObjectiveKey("intake-latency", measure, example), target, threshold, alerts == 10 && measure[1] == '9' && measure[2] == '9' ? [.. load.Take(3)] : load);
            }
        }

        var steady = Bursts(day, 500, bursts * 2 / 3, day == Runs - 1 ? 26 : 6);
        yield return Found(run, new ObjectiveKey("own-latency", "P50 latency", Nothing), "< 5 ms", "< 20 ms", steady);
        yield return Found(run, new ObjectiveKey("own-latency", "P99 latency", Nothing), "< 25 ms", "< 50 ms", steady);
        yield return Found(run, new ObjectiveKey("intake-errors", "error rate", Nothing), "= 0 %", "< 1 %", Bursts(day, 50, 8, 60));
        yield return Found(run, new ObjectiveKey("intake-throughput", "throughput", Nothing), "> 40 alerts/s", "> 20 alerts/s", Bursts(day, 100, bursts / 2, 150));
        yield return Found(run, new ObjectiveKey("health", "P50 latency", Nothing), "< 100 ms", "< 200 ms", Bursts(day, 50, 8, day == Runs - 1 ? 130 : 30));
    }

    public static IReadOnlyList<ObjectiveRecord> All { get; } = [.. Enumerable.Range(0, Runs).SelectMany(day => Of(Run(day), day, day < Runs - 1 ? 4 : 12))];

    public static ObjectiveRecord Found(RunRecord run, ObjectiveKey key, string target, string threshold, IReadOnlyList<Measurement> load)
    {
        var policy = JudgementPolicy.Named(run.Policy);
        var judgement = Judge.Of(Objective.Parse(key.Measure, target, threshold), load, policy, MachineCondition.During(load, run.Machine.Factor));
        return ObjectiveRecord.Of(run, key, judgement, load);
    }

    /// <summary>Log-normal response times around a median; bursts of one run resemble each other a little.</summary>
    private static List<Measurement> Bursts(int day, int size, int count, double medianMilliseconds)
    {
        var random = new Random(day * 1000 + size);
        var ofTheDay = Math.Exp(0.05 * Normal(random));
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var ofTheBurst = Math.Exp(0.08 * Normal(random));
            return Measurement.Of(
                new Arrivals.AtOnce(size),
                Enumerable.Range(0, size).Select(index => new Sample(
                    index,
                    0,
                    TimeSpan.Zero,
                    TimeSpan.FromMicroseconds(40 * index),
                    TimeSpan.FromMilliseconds(medianMilliseconds * ofTheDay * ofTheBurst * Math.Exp(0.45 * Normal(random))),
                    Outcome.Accepted)));
        })];
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
