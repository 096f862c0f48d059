using ServiceLevels.Load;

namespace IncidentAgent.Tests.ServiceLevels.Load;

public sealed class ProcessorUseTests
{
    private const string Self = "42 (dotnet) S 1 42 42 0 -1 4194304 0 0 0 0 10 20 30 40 20 0 9 0 0";
    private const string Child = "43 (a (b) c) R 42 42 42 0 -1 4194304 0 0 0 0 5 6 900 900 20 0 1 0 0";
    private const string Stranger = "44 (cc1) R 1 44 44 0 -1 4194304 0 0 0 0 700 70 0 0 20 0 1 0 0";

    [Fact]
    public void Own_is_the_process_its_dead_children_and_those_that_run() =>
        ProcessorUse.Read("cpu  100 10 50 800 20 3 4 13 7 7", Self, [Self, Child, null, Stranger])
            .Should().Be(new ProcessorUse(All: 1000, Busy: 180, Own: 111));

    [Theory]
    [InlineData(200, 100, 100, 0)]
    [InlineData(200, 150, 50, 0.5)]
    [InlineData(200, 0, 50, 0)]
    [InlineData(0, 0, 0, 0)]
    public void Others_have_what_was_busy_and_not_ours(long all, long busy, long own, double share) =>
        new ProcessorUse(1000 + all, 500 + busy, 300 + own).OthersSince(new ProcessorUse(1000, 500, 300)).Should().Be(share);

    [Fact]
    public void Where_the_system_tells_all_is_at_least_busy_and_busy_at_least_ours()
    {
        if (ProcessorUse.Now() is { } use)
        {
            use.All.Should().BeGreaterThanOrEqualTo(use.Busy);
            use.Busy.Should().BeGreaterThanOrEqualTo(use.Own);
        }
    }
}
