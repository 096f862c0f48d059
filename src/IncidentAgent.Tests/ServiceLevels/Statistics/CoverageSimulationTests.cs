using ServiceLevels.Load;
using ServiceLevels.Objectives;
using ServiceLevels.Statistics;

namespace IncidentAgent.Tests.ServiceLevels.Statistics;

/// <summary>How often the intervals hold what they claim to hold, on seeded bursts.</summary>
public sealed class CoverageSimulationTests
{
    // Bounds at 95 %: 92 and 94 % with the design effect where samples that are taken for independent give 72 and 76 %, and few bursts are no worse.
    [Theory]
    [InlineData(30, 100, 0.2, 70, 82, 90, 96)]
    [InlineData(100, 30, 0.3, 74, 86, 92, 97)]
    [InlineData(12, 100, 0.2, 70, 82, 90, 96)]
    [InlineData(5, 100, 0.2, 70, 82, 90, 96)]
    [InlineData(3, 100, 0.2, 70, 82, 95, 100)]
    [InlineData(5, 100, 0.0, 94, 99, 97, 100)]
    public void An_upper_bound_holds_when_samples_come_in_bursts(
        int bursts, int size, double tau, double pooledAtLeast, double pooledAtMost, double atLeast, double atMost)
    {
        const int Runs = 1000;
        var service = new SimulatedBursts(seed: 11, tau);
        var p95 = service.Percentile(0.95);
        var (pooled, held) = (0, 0);
        for (var run = 0; run < Runs; run++)
        {
            var count = new ClusteredCount(service.Over(p95, size, bursts));
            pooled += ExactBinomial.Upper(count.Size, count.Against, 0.05) >= 0.05 ? 1 : 0;
            held += count.ProvesLessThan(0.05, alpha: 0.05) ? 0 : 1;
        }

        (100.0 * pooled / Runs).Should().BeInRange(pooledAtLeast, pooledAtMost);
        (100.0 * held / Runs).Should().BeInRange(atLeast, atMost);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(0.2)]
    [InlineData(0.3)]
    public void The_sign_interval_of_the_bursts_own_percentiles_holds_however_they_differ(double tau)
    {
        const int Runs = 600;
        var service = new SimulatedBursts(seed: 5, tau);
        var middle = new SimulatedBursts(seed: 0, tau: 0).Percentile(0.95);
        var (lower, upper) = SignInterval.Ranks(10);
        var held = Enumerable.Range(0, Runs).Count(_ =>
        {
            double[] percentiles = [.. Enumerable.Range(0, 10).Select(_ => NearestRank.Of([.. service.Times(100).Order()], 95)).Order()];
            return percentiles[lower - 1] <= middle && middle <= percentiles[upper - 1];
        });

        (100.0 * held / Runs).Should().BeInRange(93.5, 99);
    }

    // What is shown beside a percentile of all samples; the sign interval over bursts is one of another figure, the percentile of the burst in the middle.
    [Theory]
    [InlineData(30, 0.2)]
    [InlineData(12, 0.2)]
    [InlineData(12, 0.0)]
    public void The_interval_of_a_percentile_holds_when_samples_come_in_bursts(int bursts, double tau)
    {
        const int Runs = 300;
        var service = new SimulatedBursts(seed: 3, tau);
        var truth = service.Percentile(0.95);
        var objective = Objective.Parse("P95 latency", "< 1 h", "< 1 h");
        var held = Enumerable.Range(0, Runs).Count(_ =>
        {
            Measurement[] measured = [.. Enumerable.Range(0, bursts).Select(_ => Measured(service.Times(100)))];
            var interval = Judge.Of(objective, measured, JudgementPolicy.PullRequest, new MachineCondition()).Interval!;
            return interval.Lower <= truth && !(interval.Upper < truth);
        });

        (100.0 * held / Runs).Should().BeInRange(91, 99.5);
    }

    private static Measurement Measured(double[] times) => Measurement.Of(
        new Arrivals.AtOnce(times.Length),
        times.Select((time, i) => new Sample(i, 0, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromSeconds(time), Outcome.Accepted)));
}
