using FsCheck;
using FsCheck.Xunit;
using IncidentAgent.Investigation.Sources;

namespace IncidentAgent.Tests.Investigation.Sources;

public sealed class PrometheusGridTests
{
    [Property(MaxTest = 2000)]
    public void No_window_and_no_step_asks_for_more_points_than_Prometheus_gives(PositiveInt offset, NonNegativeInt range, PositiveInt? step)
    {
        var from = Samples.Noon.AddMilliseconds(offset.Get);
        var to = from.AddSeconds(range.Get * 3711L);

        var grid = PrometheusGrid.Over(from, to, step is { } seconds ? TimeSpan.FromSeconds(seconds.Get % 3600 + 1) : null);

        ((grid.End - grid.Start) / grid.Step).Should().BeLessThanOrEqualTo(11_000);
        (grid.Start.ToUnixTimeMilliseconds() % (long)grid.Step.TotalMilliseconds).Should().Be(0);
        (grid.End.ToUnixTimeMilliseconds() % (long)grid.Step.TotalMilliseconds).Should().Be(0);
        grid.End.Should().BeOnOrBefore(to).And.BeAfter(to - grid.Step);
        grid.Start.Should().BeOnOrBefore(from).And.BeAfter(from - grid.Step);
    }

    [Theory]
    [InlineData(11_000, 1)]
    [InlineData(11_001, 2)]
    [InlineData(22_000, 2)]
    [InlineData(22_001, 3)]
    public void The_step_that_was_set_is_kept_as_long_as_Prometheus_takes_it(int seconds, int expected) =>
        PrometheusGrid.Over(Samples.Noon, Samples.Noon.AddSeconds(seconds), TimeSpan.FromSeconds(1)).Step.Should().Be(TimeSpan.FromSeconds(expected));

    [Theory]
    [InlineData(10, null, 15)]
    [InlineData(360, null, 87)]
    [InlineData(40, 1, 1)]
    [InlineData(360, 1, 2)]
    public void The_step_is_a_250th_of_the_window_unless_that_is_too_fine_or_another_was_set(int minutes, int? set, int expected) =>
        PrometheusGrid.Over(Samples.Noon, Samples.Noon.AddMinutes(minutes), set is { } seconds ? TimeSpan.FromSeconds(seconds) : null)
            .Step.Should().Be(TimeSpan.FromSeconds(expected));
}
