using ServiceLevels.Statistics;

namespace IncidentAgent.Tests.ServiceLevels.Statistics;

public sealed class GrowthTests
{
    [Fact]
    public void A_cost_that_leaps_late_is_growth() => Growth.Of([1, 1, 1, 1, 1, 1, 10, 10, 10, 10], stretches: 3).Should().Be(10);

    [Fact]
    public void A_single_dear_stretch_is_none() => Growth.Of([3, 1, 1, 1, 1, 1, 1, 1, 9, 1], stretches: 3).Should().Be(1);

    [Fact]
    public void What_has_become_cheaper_is_below_one() => Growth.Of([4, 4, 4, 4, 1, 1, 1, 1, 1, 1], stretches: 3).Should().Be(0.25);

    [Fact]
    public void Neither_end_is_longer_than_half() =>
        FluentActions.Invoking(() => Growth.Of([1, 1, 1, 1, 1], stretches: 3)).Should().Throw<ArgumentOutOfRangeException>();
}
