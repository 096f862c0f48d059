using ServiceLevels.Export;

namespace IncidentAgent.Tests.ServiceLevels.Export;

public sealed class BurnRateTests
{
    [Fact]
    public void Over_30_days_the_factors_are_those_of_the_workbook() =>
        BurnRate.All.Select(burn => (burn.Severity, burn.Long.Name, burn.Short.Name, burn.Factor(30))).Should().Equal(
            ("page", "1h", "5m", 14.4m), ("page", "6h", "30m", 6m), ("ticket", "1d", "2h", 3m), ("ticket", "3d", "6h", 1m));

    [Fact]
    public void The_short_window_is_a_twelfth_of_the_long_one() =>
        BurnRate.All.Should().OnlyContain(burn => Math.Round(burn.Short.Hours * 12, 10) == burn.Long.Hours);

    [Theory]
    [InlineData(99.9, "14.4 6 3 1")]
    [InlineData(99, "14.4 6 3 1")]
    [InlineData(95, "14.4 6 3 1")]
    [InlineData(90, "6 3 1")]
    [InlineData(80, "3 1")]
    [InlineData(66, "")]
    [InlineData(50, "")]
    public void An_alert_that_could_not_fire_if_all_were_bad_is_refused(decimal percent, string factors) =>
        string.Join(' ', BurnRate.For(1 - (percent / 100), 30).Select(burn => burn.Factor(30).ToString("0.##"))).Should().Be(factors);

    [Fact]
    public void One_that_fires_only_beyond_all_being_bad_cannot_fire()
    {
        const decimal Budget = 1 / 6m;

        BurnRate.For(Budget, 30).Should().NotContain(burn => burn.Severity == BurnRate.Page);
        BurnRate.For(Budget - 0.001m, 30).Should().ContainSingle(burn => burn.Severity == BurnRate.Page);
    }
}
