using ServiceLevels.Statistics;

namespace IncidentAgent.Tests.ServiceLevels.Statistics;

public sealed class PercentileIntervalTests
{
    [Theory]
    [InlineData(100, 95, 90, 100)]
    [InlineData(1000, 95, 936, 964)]
    [InlineData(3000, 95, 2826, 2874)]
    [InlineData(1000, 99, 983, 997)]
    [InlineData(3000, 99, 2959, 2981)]
    public void The_ranks_of_the_method(int n, int percent, int lower, int upper) => PercentileInterval.Ranks(n, percent).Should().Be((lower, upper));

    [Fact]
    public void A_percentile_that_may_lie_beyond_every_sample_has_no_upper_end() => PercentileInterval.Ranks(100, 99).Should().Be((97, null));

    [Theory]
    [InlineData("50", 6)]
    [InlineData("90", 36)]
    [InlineData("95", 72)]
    [InlineData("99", 368)]
    [InlineData("99.9", 3688)]
    public void So_many_samples_have_both_ends(string percent, int fewest)
    {
        var p = decimal.Parse(percent, System.Globalization.CultureInfo.InvariantCulture);

        PercentileInterval.Ranks(fewest, p).Upper.Should().NotBeNull();
        PercentileInterval.Ranks(fewest - 1, p).Upper.Should().BeNull();
    }

    [Fact]
    public void Samples_that_are_worth_a_fourth_make_it_twice_as_wide()
    {
        var (narrow, wide) = (PercentileInterval.Ranks(4000, 90), PercentileInterval.Ranks(4000, 90, designEffect: 4));

        ((double)(wide.Upper - wide.Lower)! / (double)(narrow.Upper - narrow.Lower)!).Should().BeApproximately(2, 0.05);
    }
}
