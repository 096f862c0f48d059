using BenchmarkDotNet.Attributes;
using ServiceLevels.Load;
using ServiceLevels.Objectives;

namespace Benchmarks.Micro;

/// <summary>10 000 response times against a promise, in ten bursts.</summary>
public class JudgeBenchmarks
{
    private const int Bursts = 10;
    private const int AlertsPerBurst = 1000;

    private static readonly Objective Objective = Objective.Parse("P95 latency", "< 300 ms", "< 500 ms");

    private Measurement[] _bursts = [];

    [GlobalSetup]
    public void SetUp()
    {
        // Always the same, and a few over the limit.
        var random = new Random(1);
        _bursts = [.. Enumerable.Range(0, Bursts).Select(_ => Measurement.Of(
            new Arrivals.AtOnce(AlertsPerBurst),
            Enumerable.Range(0, AlertsPerBurst).Select(index => new Sample(
                index, 0, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMilliseconds(100 * Math.Exp(random.NextDouble() * 1.7)), Outcome.Accepted))))];
    }

    [Benchmark]
    public object Verdict() => Judge.Of(Objective, _bursts, JudgementPolicy.PullRequest, new MachineCondition());
}
