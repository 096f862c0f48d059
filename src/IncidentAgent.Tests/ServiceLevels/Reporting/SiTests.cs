using ServiceLevels.Reporting;

namespace IncidentAgent.Tests.ServiceLevels.Reporting;

public sealed class SiTests
{
    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(0.431, "431 ms")]
    [InlineData(1.2, "1.2 s")]
    [InlineData(1.234, "1.23 s")]
    [InlineData(0.000085, "85 µs")]
    [InlineData(0.0000001, "100 ns")]
    [InlineData(0.0123, "12.3 ms")]
    [InlineData(0.9994, "999 ms")]
    [InlineData(0.9996, "1 s")]
    [InlineData(60, "60 s")]
    [InlineData(90, "90 s")]
    [InlineData(300, "5 min")]
    [InlineData(150, "2.5 min")]
    [InlineData(9000, "2.5 h")]
    [InlineData(-0.002, "-2 ms")]
    [InlineData(double.PositiveInfinity, "never")]
    public void A_duration_has_three_digits_and_the_unit_that_fits(double seconds, string written) => Si.Duration(seconds).Should().Be(written);

    [Fact]
    public void What_had_no_answer_took_for_ever() => Si.Duration(TimeSpan.MaxValue).Should().Be("never");

    [Theory]
    [InlineData(50, "50/s")]
    [InlineData(0.25, "0.25/s")]
    [InlineData(3.268, "3.27/s")]
    [InlineData(1000, "1000/s")]
    [InlineData(12_543.4, "12 543/s")]
    public void A_rate_keeps_its_whole_number(double perSecond, string written) => Si.Rate(perSecond).Should().Be(written);

    [Theory]
    [InlineData(0, "0 %")]
    [InlineData(1, "100 %")]
    [InlineData(0.005, "0.5 %")]
    [InlineData(0.12345, "12.35 %")]
    [InlineData(0.99996, "> 99.99 %")]
    [InlineData(0.00004, "< 0.01 %")]
    public void Only_all_is_a_hundred_percent_and_only_nothing_is_zero(double fraction, string written) => Si.Percent(fraction).Should().Be(written);

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(64 * 1024 * 1024, "64 MiB")]
    [InlineData(1.5 * 1024 * 1024 * 1024, "1.5 GiB")]
    public void A_size_counts_in_powers_of_two(double bytes, string written) => Si.Size(bytes).Should().Be(written);
}
