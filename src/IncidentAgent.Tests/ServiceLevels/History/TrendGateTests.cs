using ServiceLevels.History;
using ServiceLevels.Objectives;

namespace IncidentAgent.Tests.ServiceLevels.History;

public sealed class TrendGateTests
{
    private static readonly double[] Steady = [.. new Chance(3).Runs(30, 0.05).Select(figure => 0.4 * figure)];

    [Fact]
    public void Five_slower_runs_are_a_regression()
    {
        var gate = TrendGate.Of(Runs.Daily([.. Steady, 0.49, 0.5, 0.48, 0.52, 0.5]));

        gate.Verdict.Should().Be(TrendVerdict.Regressed);
        gate.ToString().Should().Be("regressed: the median of the last 5 runs is 1.26 times that of the 30 before (p 0.00022)");
    }

    [Fact]
    public void Five_faster_runs_are_an_improvement() =>
        TrendGate.Of(Runs.Daily([.. Steady, 0.31, 0.3, 0.32, 0.29, 0.3])).Word.Should().Be("improved");

    [Fact]
    public void One_bad_run_changes_nothing() =>
        TrendGate.Of(Runs.Daily([.. Steady, .. Steady[..4], 2])).Word.Should().Be("unchanged");

    [Fact]
    public void A_proven_difference_of_less_than_10_percent_is_no_news()
    {
        var gate = TrendGate.Of(Runs.Daily([.. Enumerable.Range(0, 30).Select(i => 0.4 + (i * 1e-4)), 0.42, 0.421, 0.422, 0.423, 0.424]));

        gate.P.Should().BeLessThan(0.001);
        gate.Word.Should().Be("unchanged");
    }

    [Fact]
    public void It_takes_13_runs()
    {
        double[] slower = [1, 1.1, 1.2, 1.3, 1.4];

        TrendGate.Of(Runs.Daily([.. Steady[..7], .. slower])).ToString().Should().Be("too little history: 12 runs, and it takes 13");
        TrendGate.Of([]).Word.Should().Be("too little history");
        TrendGate.Of(Runs.Daily([.. Steady[..8], .. slower])).Word.Should().Be("regressed");
    }

    [Fact]
    public void What_is_older_than_35_runs_is_forgotten() =>
        TrendGate.Of(Runs.Daily([.. Enumerable.Repeat(0.1, 300), .. Steady, .. Steady[..5]])).Word.Should().Be("unchanged");

    [Fact]
    public void A_slower_machine_is_no_regression()
    {
        var records = Runs.Daily(Steady).Concat(Steady[..5].Select((figure, i) => Runs.Found(30 + i, 2 * figure, factor: 2))).ToArray();

        TrendGate.Of(records).Word.Should().Be("unchanged");
    }

    [Fact]
    public void Less_throughput_is_a_regression_and_a_slower_machine_has_less()
    {
        ObjectiveRecord[] Rates(double after, double? factor) => [.. Steady.Concat(Steady[..5].Select(figure => after * figure)).Select((figure, day) =>
            Runs.Found(day, 100 * figure, Runs.Throughput, target: "> 40 alerts/s", threshold: "> 20 alerts/s", factor: day < 30 ? 1 : factor))];

        TrendGate.Of(Rates(0.7, 1)).Word.Should().Be("regressed");
        TrendGate.Of(Rates(1.4, 1)).Word.Should().Be("improved");
        TrendGate.Of(Rates(0.7, 1 / 0.7)).Word.Should().Be("unchanged");
    }

    [Fact]
    public void Runs_in_which_work_had_no_answer_are_the_worst_and_empty_ones_do_not_count()
    {
        ObjectiveRecord[] Later(int samples) => [.. Enumerable.Range(30, 5).Select(day => Runs.Found(day, null, samples: samples))];

        TrendGate.Of([.. Runs.Daily(Steady), .. Later(1000)]).Word.Should().Be("regressed");
        TrendGate.Of([.. Runs.Daily(Steady), .. Later(0)]).Before.Should().Be(25);
    }

    [Fact]
    public void Errors_after_a_history_without_any_are_a_regression()
    {
        ObjectiveRecord Rate(int day, double share, string target, string threshold) =>
            Runs.Found(day, share, Runs.P95 with { Measure = "x" }, target: target, threshold: threshold);
        ObjectiveRecord[] Errors(double later) => [.. Enumerable.Range(0, 35).Select(day => Rate(day, day < 30 ? 0 : later, "= 0 %", "< 1 %"))];
        ObjectiveRecord[] Successes(double later) => [.. Enumerable.Range(0, 35).Select(day => Rate(day, day < 30 ? 1 : later, "= 100 %", ">= 95 %"))];

        TrendGate.Of(Errors(0)).Word.Should().Be("unchanged");
        TrendGate.Of(Errors(0.02)).Word.Should().Be("regressed");
        TrendGate.Of(Successes(1)).Word.Should().Be("unchanged");
        TrendGate.Of(Successes(0.98)).Word.Should().Be("regressed");
    }
}
