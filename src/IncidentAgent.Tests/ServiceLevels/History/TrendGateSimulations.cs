using ServiceLevels.History;

namespace IncidentAgent.Tests.ServiceLevels.History;

/// <summary>What is said of the gate, measured on histories that chance alone made.</summary>
public sealed class TrendGateSimulations
{
    private const int Seen = HistoryPolicy.RecentRuns + HistoryPolicy.RunsBefore;

    [Theory]
    [InlineData(0.05, 0, 0.03)]
    [InlineData(0.10, 0.3, 0.7)]
    public void So_many_of_100_unchanged_runs_begin_a_false_alarm(double variation, double fewest, double most)
    {
        double[] runs = [.. new Chance(1).Runs(40_000, variation)];
        var (alarms, wasOn) = (0, false);
        for (var end = Seen; end <= runs.Length; end++)
        {
            var isOn = IsRegressed(runs, end);
            alarms += isOn && !wasOn ? 1 : 0;
            wasOn = isOn;
        }

        (100.0 * alarms / runs.Length).Should().BeInRange(fewest, most);
    }

    // Where runs vary by 5 %, 20 % more is always found, in 5 runs at most 19 times of 20; where they vary by 10 %, mostly in 4 or 5.
    [Theory]
    [InlineData(0.05, 100, 5, 5)]
    [InlineData(0.10, 98, 5, 10)]
    public void Twenty_percent_more_is_found_within_20_runs(double variation, double found, int usually, int nearlyAlways)
    {
        var chance = new Chance(2);
        var delays = Enumerable.Range(0, 1000).Select(_ => Delay(chance, variation)).Order().ToArray();

        (delays.Count(delay => delay <= 20) / 10.0).Should().BeGreaterThanOrEqualTo(found);
        delays[500].Should().BeLessThanOrEqualTo(usually);
        delays[950].Should().BeLessThanOrEqualTo(nearlyAlways);
    }

    [Theory]
    [InlineData(0.05, 8, 9.5)]
    [InlineData(0.10, 24, 26)]
    public void Ten_percent_above_the_last_run_is_no_measure_of_anything(double variation, double fewest, double most)
    {
        double[] runs = [.. new Chance(3).Runs(100_000, variation)];

        (100.0 * runs.Zip(runs.Skip(1)).Count(pair => pair.Second > 1.1 * pair.First) / runs.Length).Should().BeInRange(fewest, most);
    }

    private static int Delay(Chance chance, double variation)
    {
        double[] runs = [.. chance.Runs(Seen + 20, variation).Select((figure, run) => run < Seen ? figure : 1.2 * figure)];
        return Enumerable.Range(1, 20).FirstOrDefault(later => IsRegressed(runs, Seen + later), int.MaxValue);
    }

    private static bool IsRegressed(double[] runs, int end) => TrendGate.OfCosts(runs[(end - Seen)..end]).Verdict is TrendVerdict.Regressed;
}
