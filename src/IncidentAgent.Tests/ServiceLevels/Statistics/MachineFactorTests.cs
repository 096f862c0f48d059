using ServiceLevels.Statistics;

namespace IncidentAgent.Tests.ServiceLevels.Statistics;

public sealed class MachineFactorTests
{
    [Fact]
    public void It_is_the_median_over_the_reference() => MachineFactor.Of([0.03, 0.9, 0.02], 0.02).Should().BeApproximately(1.5, 1e-12);

    [Fact]
    public void Without_a_history_or_a_time_there_is_none()
    {
        MachineFactor.Of([0.03], null).Should().BeNull();
        MachineFactor.Of([], 0.02).Should().BeNull();
    }
}
