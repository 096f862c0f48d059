using ServiceLevels.Load;

namespace IncidentAgent.Tests.ServiceLevels.Load;

public sealed class ScheduleTests
{
    [Fact]
    public void A_constant_rate_has_equal_distances() =>
        Planned(new Arrivals.AtRate(4, 5)).Should().Equal(0, 0.25, 0.5, 0.75, 1);

    [Fact]
    public void A_random_rate_keeps_its_average_and_comes_again_with_its_seed()
    {
        var load = new Arrivals.AtRate(100, 10_000, Pace.Poisson, Seed: 7);
        var planned = Planned(load);

        planned.Should().BeInAscendingOrder().And.Equal(Planned(load)).And.NotEqual(Planned(load with { Seed = 8 }));

        // The sum of 10 000 exponential distances has a standard deviation of 1 %.
        planned[^1].Should().BeInRange(96, 104);
        var distances = planned.Skip(1).Zip(planned, (later, earlier) => later - earlier);
        distances.Count(distance => distance > 0.01).Should().BeInRange(3500, 3860, "a share of 1/e of exponential distances is above the mean");
    }

    [Fact]
    public void A_ramp_grows_evenly()
    {
        var planned = Planned(new Arrivals.Ramp(10, 30, TimeSpan.FromSeconds(10)));

        planned.Should().HaveCount(200).And.BeInAscendingOrder();

        // 10t + t² pieces by t: 10 a second at first and 30 at last.
        planned.Count(time => time < 1).Should().Be(11);
        planned.Count(time => time < 5).Should().Be(75);
        planned.Count(time => time < 9).Should().Be(171);
    }

    [Fact]
    public void A_ramp_may_start_from_nothing_or_end_there()
    {
        Planned(new Arrivals.Ramp(0, 20, TimeSpan.FromSeconds(10))).Count(time => time < 5).Should().Be(25);
        Planned(new Arrivals.Ramp(20, 0, TimeSpan.FromSeconds(10))).Count(time => time < 5).Should().Be(75);
        Planned(new Arrivals.Ramp(10, 10, TimeSpan.FromSeconds(10))).Count(time => time < 5).Should().Be(50);
    }

    [Fact]
    public void Waves_are_due_whole() =>
        Schedule.Of(new Arrivals.Waves(2, 3, TimeSpan.FromSeconds(1))).Select(due => (due.Wave, due.Planned.TotalSeconds))
            .Should().Equal((0, 0), (0, 0), (0, 0), (1, 1), (1, 1), (1, 1));

    private static double[] Planned(Arrivals arrivals) => [.. Schedule.Of(arrivals).Select(due => due.Planned.TotalSeconds)];
}
