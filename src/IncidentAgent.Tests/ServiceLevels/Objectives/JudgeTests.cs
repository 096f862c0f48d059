using ServiceLevels.Load;
using ServiceLevels.Objectives;
using static IncidentAgent.Tests.ServiceLevels.Given;

namespace IncidentAgent.Tests.ServiceLevels.Objectives;

public sealed class JudgeTests
{
    private static readonly JudgementPolicy Policy = JudgementPolicy.PullRequest;
    private static readonly Objective P95 = Objective.Parse("P95 latency", "< 300 ms", "< 500 ms");
    private static readonly Objective P99 = Objective.Parse("P99 latency", "< 300 ms", "< 500 ms");

    // The table of section 2.2 of the method, and its first five cases: exact binomial tests at 5 %.
    [Theory]
    [InlineData(95, 100, 0, Verdict.Met)]
    [InlineData(95, 100, 1, Verdict.Met)]
    [InlineData(95, 100, 2, Verdict.NotProven)]
    [InlineData(95, 100, 9, Verdict.NotProven)]
    [InlineData(95, 100, 10, Verdict.Breached)]
    [InlineData(95, 1000, 38, Verdict.Met)]
    [InlineData(95, 1000, 39, Verdict.NotProven)]
    [InlineData(95, 1000, 62, Verdict.NotProven)]
    [InlineData(95, 1000, 63, Verdict.Breached)]
    [InlineData(95, 3000, 130, Verdict.Met)]
    [InlineData(95, 3000, 131, Verdict.NotProven)]
    [InlineData(95, 3000, 170, Verdict.NotProven)]
    [InlineData(95, 3000, 171, Verdict.Breached)]
    [InlineData(99, 100, 0, Verdict.NotProven)]
    [InlineData(99, 100, 3, Verdict.NotProven)]
    [InlineData(99, 100, 4, Verdict.Breached)]
    [InlineData(99, 300, 0, Verdict.Met)]
    [InlineData(99, 300, 1, Verdict.NotProven)]
    [InlineData(99, 300, 6, Verdict.NotProven)]
    [InlineData(99, 300, 7, Verdict.Breached)]
    [InlineData(99, 1000, 4, Verdict.Met)]
    [InlineData(99, 1000, 5, Verdict.NotProven)]
    [InlineData(99, 1000, 15, Verdict.NotProven)]
    [InlineData(99, 1000, 16, Verdict.Breached)]
    [InlineData(99, 3000, 20, Verdict.Met)]
    [InlineData(99, 3000, 21, Verdict.NotProven)]
    [InlineData(99, 3000, 39, Verdict.NotProven)]
    [InlineData(99, 3000, 40, Verdict.Breached)]
    public void A_percentile_is_judged_by_how_many_are_over(int percent, int n, int over, Verdict verdict) =>
        Judged(percent == 95 ? P95 : P99, Over(n, over)).Threshold.Verdict.Should().Be(verdict);

    [Theory]
    [InlineData("P50", 5)]
    [InlineData("P90", 29)]
    [InlineData("P95", 59)]
    [InlineData("P99", 299)]
    [InlineData("P99.9", 2995)]
    public void Fewer_samples_prove_no_percentile(string percentile, int fewest)
    {
        var objective = Objective.Parse($"{percentile} latency", "< 1 s", "< 1 s");

        Judged(objective, Over(fewest, 0)).Verdict.Should().Be(Verdict.Met);
        var tooFew = Judged(objective, Over(fewest - 1, 0));
        tooFew.Verdict.Should().Be(Verdict.NotProven);
        tooFew.NotProvenBecause.Should().StartWith("it takes at least").And.EndWith("samples to be proven, and there are " + $"{fewest - 1}");
    }

    [Fact]
    public void Target_and_threshold_are_judged_each_for_itself()
    {
        var judgement = Judged(P95, [.. Enumerable.Repeat(100, 900), .. Enumerable.Repeat(400, 90), .. Enumerable.Repeat(600, 10)]);

        (judgement.Target.Verdict, judgement.Threshold.Verdict, judgement.Verdict).Should().Be((Verdict.Breached, Verdict.Met, Verdict.Met));
        (judgement.Target.Against, judgement.Threshold.Against).Should().Be((100, 10));
        judgement.IsBroken.Should().BeFalse();
        judgement.Sentence.Should().Be(
            "P95 latency 400 ms (95 % CI 400-400 ms, n 1000): target < 300 ms missed, threshold < 500 ms met, headroom 20 %");
    }

    [Fact]
    public void Without_a_sample_nothing_is_proven()
    {
        var judgement = Judged(P95, []);

        judgement.Verdict.Should().Be(Verdict.NotProven);
        judgement.NotProvenBecause.Should().Be("nothing was measured");
        judgement.Sentence.Should().Be("P95 latency nothing (n 0): target < 300 ms not proven, threshold < 500 ms not proven");
        judgement.IsBroken.Should().BeTrue();
        Judge.Of(P95, [], Policy, new MachineCondition()).Should().BeEquivalentTo(judgement);
    }

    [Fact]
    public void Work_without_an_answer_is_over_every_limit()
    {
        var judgement = Judge.Of(
            Objective.Parse("P95 latency", "< 1 h", "< 1 h"),
            [Of([.. Enumerable.Repeat((1, Outcome.Accepted), 60), .. Enumerable.Repeat((1, Outcome.Failed), 20), .. Enumerable.Repeat((1, Outcome.TimedOut), 20)])],
            Policy,
            new MachineCondition());

        judgement.Verdict.Should().Be(Verdict.Breached);
        judgement.Sentence.Should().Be("P95 latency never (n 100): target < 1 h missed, threshold < 1 h breached");
    }

    private static Judgement Judged(Objective objective, IEnumerable<int> milliseconds) =>
        Judge.Of(objective, [Responses(milliseconds)], Policy, new MachineCondition());

    private static IEnumerable<int> Over(int n, int over) => [.. Enumerable.Repeat(1, n - over), .. Enumerable.Repeat(5000, over)];
}
