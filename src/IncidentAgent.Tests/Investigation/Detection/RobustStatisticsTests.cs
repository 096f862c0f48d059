using IncidentAgent.Investigation.Detection;

namespace IncidentAgent.Tests.Investigation.Detection;

public sealed class RobustStatisticsTests
{
    [Theory]
    [InlineData(0.0, 1)]
    [InlineData(0.25, 1.75)]
    [InlineData(0.5, 2.5)]
    [InlineData(1.0, 4)]
    public void A_quantile_lies_between_the_two_nearest_values(double share, double expected) =>
        RobustStatistics.Quantile([4, 1, 3, 2], share).Should().Be(expected);

    [Fact]
    public void A_few_wild_values_do_not_move_the_middle_or_the_spread()
    {
        double[] ordinary = [.. Enumerable.Range(0, 100).Select(number => (double)(number % 10))];
        double[] wild = [.. ordinary, 1e12, -1e12];

        RobustStatistics.Median(wild).Should().Be(RobustStatistics.Median(ordinary));
        RobustStatistics.Spread(wild).Should().BeApproximately(RobustStatistics.Spread(ordinary), 0.5);
    }

    [Fact]
    public void A_spread_that_fewer_than_half_of_the_values_have_is_seen() =>
        RobustStatistics.Spread([.. Enumerable.Repeat(1.0, 60), .. Enumerable.Repeat(2.0, 40)]).Should().Be(0.5);

    [Fact]
    public void Nothing_has_no_median() => FluentActions.Invoking(() => RobustStatistics.Median([])).Should().Throw<ArgumentException>();
}
