using ServiceLevels.Statistics;

namespace IncidentAgent.Tests.ServiceLevels.Statistics;

public sealed class HolmTests
{
    [Fact]
    public void The_smallest_is_held_against_the_smallest_share_and_the_first_that_fails_ends_it() =>
        Holm.Rejects([0.01, 0.04, 0.03, 0.005], alpha: 0.05).Should().Equal(true, false, false, true);

    [Fact]
    public void What_follows_a_rejection_is_held_against_a_larger_share()
    {
        Holm.Rejects([0.0125, 0.0166, 0.025, 0.05], alpha: 0.05).Should().AllBeEquivalentTo(true);
        Holm.Rejects([0.0126, 0.0166, 0.025, 0.05], alpha: 0.05).Should().AllBeEquivalentTo(false);
    }

    [Fact]
    public void Nothing_is_rejected_of_nothing() => Holm.Rejects([], 0.05).Should().BeEmpty();
}
