using ServiceLevels.Statistics;

namespace IncidentAgent.Tests.ServiceLevels.Statistics;

public sealed class ToleranceFactorTests
{
    [Theory]
    [InlineData(10, 2.875)]
    [InlineData(20, 2.38)]
    [InlineData(30, 2.21)]
    [InlineData(50, 2.06)]
    [InlineData(100, 1.92)]
    public void The_factors_are_those_of_the_approximation(int n, double factor) =>
        ToleranceFactor.OneSided(n).Should().BeApproximately(factor, 0.005);

    // The exact factors, from the noncentral t distribution.
    [Theory]
    [InlineData(10, 2.911)]
    [InlineData(20, 2.396)]
    [InlineData(30, 2.220)]
    [InlineData(50, 2.065)]
    [InlineData(100, 1.927)]
    public void It_is_at_most_2_percent_below_the_exact_factor(int n, double exact) =>
        (ToleranceFactor.OneSided(n) / exact).Should().BeInRange(0.98, 1);

    [Fact]
    public void Two_values_have_none() => FluentActions.Invoking(() => ToleranceFactor.OneSided(2)).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void The_largest_of_59_is_the_first_that_95_percent_keep_with_95_percent_confidence()
    {
        Math.Pow(0.95, ToleranceFactor.FewestForMaximum).Should().BeLessThanOrEqualTo(0.05);
        Math.Pow(0.95, ToleranceFactor.FewestForMaximum - 1).Should().BeGreaterThan(0.05);
    }

    [Fact]
    public void In_95_of_100_histories_95_percent_of_what_comes_stays_below()
    {
        var chance = new Chance(1);

        var kept = Enumerable.Range(0, 4000).Count(_ =>
        {
            double[] seen = [.. chance.Normal(20)];
            var (mean, deviation) = MathNet.Numerics.Statistics.Statistics.MeanStandardDeviation(seen);
            return MathNet.Numerics.Distributions.Normal.CDF(0, 1, mean + (ToleranceFactor.OneSided(20) * deviation)) >= 0.95;
        });

        kept.Should().BeInRange(3740, 3840);
    }
}
