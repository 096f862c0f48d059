using ServiceLevels.Objectives;
using ServiceLevels.Reporting;

namespace IncidentAgent.Tests.ServiceLevels.Reporting;

public sealed class FigureTests
{
    [Theory]
    [InlineData(0.416, 0.442, "416-442 ms")]
    [InlineData(0.98, 1.2, "980 ms-1.2 s")]
    [InlineData(0.416, null, "416 ms or more")]
    [InlineData(null, 1.2, "1.2 s or less")]
    [InlineData(null, null, "unknown")]
    public void An_interval_says_which_of_its_ends_is_known(double? lower, double? upper, string written) =>
        Figure.InWords(new IntervalRecord(lower, upper, 0.95, "order statistics"), Quantity.Time).Should().Be(written);
}
