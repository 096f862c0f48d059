using ServiceLevels.History;

namespace IncidentAgent.Tests.ServiceLevels.History;

public sealed class ChangePointTests
{
    private static readonly double[] Steady = [.. new Chance(3).Runs(20, 0.02)];

    [Fact]
    public void A_change_lies_between_two_runs_and_their_commits()
    {
        var change = ChangePoint.All(Runs.Daily([.. Steady.Select(figure => 0.4 * figure), .. Steady[..6].Select(figure => 0.5 * figure)]))
            .Should().ContainSingle().Subject;

        (change.LastBefore.Id, change.First.Id).Should().Be(("run-19", "run-20"));
        change.First.Commit.Should().Be("c0ffee020");
        change.Before.Should().BeApproximately(0.4, 0.005);
        change.After.Should().BeApproximately(0.5, 0.01);
        change.P.Should().BeLessThan(0.001);
    }

    [Fact]
    public void Its_levels_have_the_unit_of_the_measure()
    {
        var records = Steady.Concat(Steady.Select(figure => figure / 2)).Select((figure, day) =>
            Runs.Found(day, 100 * figure, Runs.Throughput, target: "> 40 alerts/s", threshold: "> 20 alerts/s")).ToArray();

        var change = ChangePoint.All(records).Should().ContainSingle().Subject;

        change.Before.Should().BeApproximately(100, 1.5);
        change.After.Should().BeApproximately(50, 1);
    }

    [Fact]
    public void A_slow_day_of_the_machine_is_none() =>
        ChangePoint.All([.. Runs.Daily(Steady), .. Steady.Select((figure, i) => Runs.Found(20 + i, 1.5 * figure, factor: 1.5))]).Should().BeEmpty();

    [Fact]
    public void Runs_without_a_figure_are_passed_over()
    {
        var records = Runs.Daily([.. Steady, .. Steady.Select(figure => 1.3 * figure)]);
        records[20] = records[20] with { Measured = null };
        records[21] = records[21] with { Measured = 0 };

        ChangePoint.All(records).Should().ContainSingle().Which.First.Id.Should().Be("run-22");
        ChangePoint.All([]).Should().BeEmpty();
    }
}
