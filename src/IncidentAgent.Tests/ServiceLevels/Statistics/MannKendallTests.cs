using ServiceLevels.Statistics;

namespace IncidentAgent.Tests.ServiceLevels.Statistics;

public sealed class MannKendallTests
{
    // Counted over all orders of so many values.
    [Theory]
    [InlineData(new double[] { 1, 2, 3, 4 }, 6, 2.0 / 24)]
    [InlineData(new double[] { 1, 2, 3, 4, 5 }, 10, 2.0 / 120)]
    [InlineData(new double[] { 5, 4, 3, 2, 1 }, -10, 2.0 / 120)]
    [InlineData(new double[] { 1, 2, 3, 5, 4 }, 8, 10.0 / 120)]
    [InlineData(new double[] { 2, 1, 4, 3, 6, 5, 8, 7 }, 20, 570.0 / 40320)]
    public void The_probability_is_the_share_of_orders_as_far_from_none(double[] values, int s, double p)
    {
        var trend = MannKendall.Of(values);

        trend.S.Should().Be(s);
        trend.PValue.Should().BeApproximately(p, 1e-12);
    }

    // S 24, variance (8 * 7 * 21 - 2 * 2 * 1 * 9) / 18 = 63.33, z 23 / 7.958 = 2.890.
    [Fact]
    public void Ties_are_counted_as_neither() => MannKendall.Of([1, 1, 3, 2, 4, 4, 5, 6]).Should().Match<MannKendall>(
        trend => trend.S == 24 && Math.Abs(trend.PValue - 0.003851) < 1e-6);

    [Fact]
    public void Exact_and_approximate_agree_where_they_meet()
    {
        var chance = new Random(5);
        double[] values = [.. Enumerable.Range(0, 50).Select(i => i + (60 * chance.NextDouble()))];

        MannKendall.Of([.. values, 30.123]).PValue.Should().BeApproximately(MannKendall.Of(values).PValue, 0.003);
    }

    [Fact]
    public void What_does_not_change_does_not_drift() => MannKendall.Of([2, 2, 2, 2, 2, 2]).Should().Be(new MannKendall(0, 1));
}
