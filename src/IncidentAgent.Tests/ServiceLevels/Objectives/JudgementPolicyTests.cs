using ServiceLevels.Objectives;

namespace IncidentAgent.Tests.ServiceLevels.Objectives;

public sealed class JudgementPolicyTests
{
    [Fact]
    public void It_explains_itself_with_its_own_numbers()
    {
        JudgementPolicy.Nightly.InWords.Should().Contain(
            "Sampling goes on until a sequential test with an error rate of 1 % (up to four times that where bursts differ much) has decided, for 60 s at most.").And.Contain(
            "A bound is met or breached if chance alone would say so in less than 5 % of all runs; else it is not proven.");
        (JudgementPolicy.PullRequest with { LongestSampling = TimeSpan.FromSeconds(30) }).InWords.Should().Contain(
            "Where a promise seems broken, sampling goes on for 30 s, and on until there are 15 bursts.");
    }

    [Fact]
    public void It_is_found_by_its_name()
    {
        JudgementPolicy.Named("nightly").Should().BeSameAs(JudgementPolicy.Nightly);
        JudgementPolicy.Named("pull-request").Should().BeSameAs(JudgementPolicy.PullRequest);
        FluentActions.Invoking(() => JudgementPolicy.Named("weekly")).Should().Throw<FormatException>()
            .WithMessage("There is no policy 'weekly'; it must be pull-request or nightly.");
    }
}
