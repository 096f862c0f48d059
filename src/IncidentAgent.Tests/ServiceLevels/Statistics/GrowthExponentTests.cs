using ServiceLevels.Statistics;

namespace IncidentAgent.Tests.ServiceLevels.Statistics;

public sealed class GrowthExponentTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_power_has_its_exponent(int power)
    {
        var growth = GrowthExponent.Of([.. new double[] { 10, 100, 1000, 10_000 }.Select(n => (n, 3 * Math.Pow(n, power)))]);

        growth.Exponent.Should().BeApproximately(power, 1e-12);
        growth.Upper.Should().BeApproximately(power, 1e-6);
    }

    // By hand on powers of e: y = 0, 1, 1, 2 over x = 0, 1, 2, 3: slope 0.6, residual sum 0.2, standard error sqrt(0.1 / 5), t(2) at 95 % 2.91999.
    [Fact]
    public void The_upper_bound_is_that_of_the_least_squares_slope()
    {
        var growth = GrowthExponent.Of([(1, 1), (Math.E, Math.E), (Math.Exp(2), Math.E), (Math.Exp(3), Math.Exp(2))]);

        growth.Exponent.Should().BeApproximately(0.6, 1e-12);
        growth.Upper.Should().BeApproximately(0.6 + (2.91999 * Math.Sqrt(0.02)), 1e-5);
    }

    [Fact]
    public void Two_points_fit_every_line() => GrowthExponent.Of([(1, 1), (2, 2)]).Upper.Should().Be(double.PositiveInfinity);

    [Fact]
    public void One_size_grows_into_nothing() =>
        FluentActions.Invoking(() => GrowthExponent.Of([(10, 1), (10, 2)])).Should().Throw<ArgumentException>().WithMessage("Growth takes costs above zero*");
}
