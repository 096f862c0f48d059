using ServiceLevels.Statistics;

namespace IncidentAgent.Tests.ServiceLevels.Statistics;

public sealed class TrendTests
{
    [Fact]
    public void A_line_is_its_own_trend() =>
        Trend.Of([.. Enumerable.Range(1, 10).Select(x => ((double)x, (3.0 * x) - 7))]).Should().Be(new Trend(3, 3, 3));

    [Fact]
    public void One_wild_point_hardly_moves_it() =>
        Trend.Of([(3, 3), (0, 0), (1, 1), (4, 10), (2, 2)]).Should().Be(new Trend(Slope: 1, Lower: 1, Upper: 7));

    [Fact]
    public void Of_an_even_number_of_slopes_the_middle_is_half_way() =>
        Trend.Of([(0, 0), (1, 1), (2, 4), (3, 9)]).Slope.Should().Be(3, "the slopes are 1, 2, 3, 3, 4 and 5");

    // The critical values of Kendall's S at 2.5 % on one side are 10, 13, 15, 18, 20 and 23 of 10, 15, 21, 28, 36 and 45 pairs.
    [Theory]
    [InlineData(4, -1)]
    [InlineData(5, 0)]
    [InlineData(6, 1)]
    [InlineData(7, 3)]
    [InlineData(8, 5)]
    [InlineData(9, 8)]
    [InlineData(10, 11)]
    public void The_interval_leaves_out_as_many_slopes_as_the_tables_of_Kendall_say(int n, int outside) =>
        Kendall.InversionsOutside(n).Should().Be(outside);

    [Fact]
    public void A_flat_noisy_line_has_zero_within_its_interval()
    {
        var chance = new Random(1);

        var trend = Trend.Of([.. Enumerable.Range(0, 40).Select(x => ((double)x, 100 + chance.NextDouble()))]);

        (trend.Lower < 0 && trend.Upper > 0).Should().BeTrue();
    }

    [Fact]
    public void Four_points_prove_nothing()
    {
        var trend = Trend.Of([(1, 1), (2, 2), (3, 3), (4, 4)]);

        trend.Should().Be(new Trend(1, double.NegativeInfinity, double.PositiveInfinity));
    }

    [Fact]
    public void One_point_or_two_with_the_same_x_are_refused()
    {
        FluentActions.Invoking(() => Trend.Of([(1, 1)])).Should().Throw<ArgumentException>().WithMessage("A trend takes at least 2 points, not 1.*");
        FluentActions.Invoking(() => Trend.Of([(1, 1), (3, 2), (3, 3)])).Should().Throw<ArgumentException>()
            .WithMessage("A trend takes one point for each x; 3 has 2.*");
    }
}
