using ServiceLevels.Load;
using ServiceLevels.Objectives;
using ServiceLevels.Statistics;
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

    [Theory]
    [InlineData(299, 0, Verdict.Met, "error rate 0 % (0 of 299, at most 1 %): target = 0 % met, threshold = 0 % met")]
    [InlineData(3000, 0, Verdict.Met, "error rate 0 % (0 of 3000, at most 0.1 %): target = 0 % met, threshold = 0 % met")]
    [InlineData(298, 0, Verdict.NotProven, "error rate 0 % (0 of 298, at most 1 %): target = 0 % not proven, threshold = 0 % not proven "
        + "(it takes at least 299 samples to be proven, and there are 298)")]
    [InlineData(3000, 1, Verdict.Breached, "error rate 0.03 % (1 of 3000, 95 % CI < 0.01-0.19 %): target = 0 % missed, threshold = 0 % breached")]
    public void Nothing_at_all_is_promised_until_one_contradicts(int n, int failed, Verdict verdict, string sentence)
    {
        var judgement = Judge.Of(Objective.Parse("error rate", "= 0 %", "= 0 %"), [Lost(n, failed)], Policy, new MachineCondition());

        (judgement.Verdict, judgement.Sentence).Should().Be((verdict, sentence));
    }

    [Theory]
    [InlineData(59, 0, Verdict.Met)]
    [InlineData(58, 0, Verdict.NotProven)]
    [InlineData(100, 9, Verdict.NotProven)]
    [InlineData(100, 10, Verdict.Breached)]
    public void A_share_is_judged_by_what_is_on_its_wrong_side(int n, int failed, Verdict verdict)
    {
        var judgement = Judge.Of(Objective.Parse("success rate", "= 100 %", ">= 95 %"), [Lost(n, failed)], Policy, new MachineCondition());

        judgement.Threshold.Verdict.Should().Be(verdict);
        judgement.Threshold.Against.Should().Be(failed);
        judgement.Target.Verdict.Should().Be(failed > 0 ? Verdict.Breached : Verdict.NotProven);
    }

    [Theory]
    [InlineData(5, 0, Verdict.Met)]
    [InlineData(4, 0, Verdict.NotProven)]
    [InlineData(8, 1, Verdict.Met)]
    [InlineData(7, 1, Verdict.NotProven)]
    [InlineData(4, 4, Verdict.NotProven)]
    [InlineData(5, 5, Verdict.Breached)]
    public void A_mean_is_judged_by_its_bursts(int bursts, int slow, Verdict verdict)
    {
        var judgement = Judge.Of(Objective.Parse("mean latency", "< 300 ms", "< 300 ms"), Bursts(bursts, slow), Policy, new MachineCondition());

        (judgement.Threshold.Verdict, judgement.Bursts, judgement.Samples).Should().Be((verdict, bursts, bursts * 2));
    }

    [Fact]
    public void The_figure_of_bursts_is_the_one_in_the_middle_with_the_interval_of_the_sign_test()
    {
        Measurement[] bursts = [.. Enumerable.Range(1, 10).Select(i => Responses(i, i))];

        var judgement = Judge.Of(Objective.Parse("mean latency", "< 10 ms", "< 20 ms"), bursts, Policy, new MachineCondition());

        judgement.Sentence.Should().Be("mean latency 5.5 ms (95 % CI 2-9 ms, n 20): target < 10 ms met, threshold < 20 ms met, headroom 73 %");
        judgement.Interval!.Method.Should().Be("sign test over 10 bursts");
    }

    [Fact]
    public void A_steady_stream_is_judged_by_its_batches()
    {
        var stream = Measurement.Of(new Arrivals.AtRate(100, 100), Enumerable.Range(0, 100).Select(i => Sample(i, planned: 10 * i, response: i < 50 ? 1 : 9)));

        var judgement = Judge.Of(Objective.Parse("P90 latency", "< 5 ms", "< 10 ms"), [stream], Policy, new MachineCondition());

        (judgement.Bursts, judgement.Samples, judgement.DesignEffect).Should().Be((20, 100, 1));
        judgement.Target.Against.Should().Be(50);
        judgement.Target.BreachP.Should().BeGreaterThan(1e-4, "the fifty stand together: they are worth ten batches of twenty");
    }

    // A repetition after which it is known less would end the sampling with a promise that is broken for all to see.
    [Fact]
    public void A_steady_stream_that_is_repeated_is_judged_by_the_batches_of_both()
    {
        Measurement Stream(int oneIn) => Measurement.Of(
            new Arrivals.AtRate(500, 5000), Enumerable.Range(0, 5000).Select(i => Sample(i, planned: 2 * i, response: i % oneIn == 0 ? 200 : 1)));

        var judgement = Judge.Of(
            Objective.Parse("P99 latency", "< 50 ms", "< 100 ms"), [Stream(oneIn: 25), Stream(oneIn: 17)], Policy, new MachineCondition());

        (judgement.Bursts, judgement.Samples, judgement.Verdict).Should().Be((40, 10_000, Verdict.Breached));
    }

    [Fact]
    public void What_is_sent_one_after_another_is_judged_by_its_pieces()
    {
        var slow = Measurement.Of(new Arrivals.OneAfterAnother(20), Enumerable.Range(0, 20).Select(i => Sample(i, planned: 600 * i, response: 600)));

        var judgement = Judge.Of(Objective.Parse("P50 latency", "< 500 ms", "< 500 ms"), [slow], Policy, new MachineCondition());

        judgement.IsBroken.Should().BeTrue("none of the twenty waited for another");
    }

    [Fact]
    public void Of_a_load_too_large_for_its_samples_the_histogram_is_counted()
    {
        var half = Of([.. Enumerable.Repeat((1, Outcome.Accepted), 59_000), .. Enumerable.Repeat((5000, Outcome.Accepted), 600), .. Enumerable.Repeat((1, Outcome.Failed), 400)]);

        var judgement = Judged(Objective.Parse("P99 latency", "< 1 s", "< 10 s"), Measurement.Merge([half, half]));

        (judgement.Samples, judgement.Target.Against, judgement.Threshold.Against).Should().Be((120_000, 2000, 800));
        judgement.Threshold.Verdict.Should().Be(Verdict.Met);
    }

    [Fact]
    public void The_longest_time_is_a_fact_of_this_run()
    {
        var judgement = Judge.Of(Objective.Parse("maximum latency", "< 5 ms", "< 10 ms"), [Responses(7), Responses(9)], Policy, new MachineCondition());

        judgement.Sentence.Should().Be("maximum latency 9 ms (n 2): target < 5 ms missed, threshold < 10 ms met, headroom 10 %");
        (judgement.Interval, judgement.Threshold.BreachP, judgement.WantsMore).Should().Be((null, null, false));
    }

    [Fact]
    public void A_fact_is_kept_or_broken()
    {
        var objective = new Objective(Measure.Named("memory", Quantity.Size), Bound.Parse("<= 100 MiB"), Bound.Parse("<= 200 MiB"));

        Judge.Fact(objective, 150 << 20, 12, Policy, new MachineCondition()).Sentence.Should().Be(
            "memory 150 MiB (n 12): target <= 100 MiB missed, threshold <= 200 MiB met, headroom 25 %");
        Judge.Fact(objective, 201 << 20, 12, Policy, new MachineCondition(Factor: 9, OthersShare: 0.9)).Verdict.Should().Be(
            Verdict.Breached, "memory does not depend on the speed of a machine");
        Judge.Fact(objective, 0, 0, Policy, new MachineCondition()).IsBroken.Should().BeTrue("nothing was measured");
    }

    [Theory]
    [InlineData(15, 0, Verdict.Met, Verdict.Met)]
    [InlineData(15, 3, Verdict.Met, Verdict.Met)]
    [InlineData(15, 4, Verdict.NotProven, Verdict.NotProven)]
    [InlineData(15, 12, Verdict.Breached, Verdict.NotProven)]
    [InlineData(15, 15, Verdict.Breached, Verdict.Breached)]
    public void A_ratio_is_judged_by_its_pairs(int pairs, int above, Verdict alone, Verdict verdict)
    {
        var twice = Bound.Parse("<= 2");
        var comparison = Comparison.Of([.. Enumerable.Range(0, pairs).Select(i => (i < above ? 3.0 : 1.0, 1.0))]);

        var judgement = Judge.Of(new Objective(Measure.Named("latency over that of a health check", Quantity.Ratio), twice, twice), comparison, Policy, new MachineCondition());

        (judgement.Threshold.Verdict, judgement.Verdict, judgement.Threshold.Against).Should().Be((alone, verdict, above));
        (judgement.Interval!.Method, judgement.Samples).Should().Be(($"sign test over {pairs} pairs", pairs));
    }

    [Fact]
    public void What_seems_broken_alone_is_a_suspicion_that_wants_more_samples()
    {
        var judgement = Judged(P95, Over(100, 10));

        (judgement.Threshold.Verdict, judgement.Verdict, judgement.IsSuspicion, judgement.WantsMore, judgement.IsBroken)
            .Should().Be((Verdict.Breached, Verdict.NotProven, true, true, false));
        judgement.NotProvenBecause.Should().Be("alone it would be breached, p = 0.03; among up to 40 objectives that can be chance");
        Judged(P95, Over(100, 20)).Should().Match<Judgement>(sure => sure.Verdict == Verdict.Breached && !sure.WantsMore && sure.IsBroken);
    }

    [Fact]
    public void So_many_slow_bursts_as_the_policy_says_fail_a_mean_and_no_fewer()
    {
        Slow(Policy.FewestToBreach).IsBroken.Should().BeTrue();
        Slow(Policy.FewestToBreach - 1).Should().Match<Judgement>(fewer => !fewer.IsBroken && fewer.WantsMore);

        static Judgement Slow(int bursts) =>
            Judge.Of(Objective.Parse("mean latency", "< 500 ms", "< 500 ms"), Bursts(bursts, slow: bursts), Policy, new MachineCondition());
    }

    [Fact]
    public void At_night_sampling_goes_on_until_the_sequential_test_has_decided()
    {
        Night(111, 0).Should().Match<Judgement>(undecided => undecided.WantsMore && undecided.Verdict == Verdict.Met);
        Night(112, 0).Should().Match<Judgement>(decided => !decided.WantsMore && decided.Sampling!.Stopped == "decided");
        Night(1000, 45).Should().Match<Judgement>(
            yellow => !yellow.WantsMore && yellow.Verdict == Verdict.NotProven && !yellow.IsBroken, "it decides that the share is not well below");
        Night(100, 10).Should().Match<Judgement>(suspicion => suspicion.WantsMore && suspicion.Sampling!.Stopped == "out of time");

        static Judgement Night(int n, int over) => Judge.Of(P95, [Responses(Over(n, over))], JudgementPolicy.Nightly, new MachineCondition());
    }

    [Theory]
    [InlineData(1.51, 0.1, 5, "machine too slow to tell: it takes 1.51 times as long as usual")]
    [InlineData(1.5, 0.26, 5, "machine too busy to tell: others used 26 % of its processors")]
    [InlineData(1.5, 0.25, 21, "machine too slow to tell: it sent the work up to 21 ms late")]
    [InlineData(1.5, 0.25, 20, null)]
    public void A_bad_figure_from_a_bad_machine_proves_nothing(double factor, double others, int lag, string? reason)
    {
        var machine = new MachineCondition(factor, others, Ms(lag));
        var bad = Judge.Of(P95, [Responses(Over(100, 50))], Policy, machine);

        (bad.Verdict, bad.NotProvenBecause).Should().Be((reason is null ? Verdict.Breached : Verdict.NotProven, reason));
        (bad.WantsMore, bad.IsSuspicion).Should().Be((false, false));
        Judge.Of(P95, [Responses(Over(100, 0))], Policy, machine).Sentence.Should().EndWith("target < 300 ms met, threshold < 500 ms met, headroom 100 %");
    }

    [Fact]
    public void A_slow_machine_slows_both_sides_of_a_ratio()
    {
        var ratio = new Objective(Measure.Named("ratio", Quantity.Ratio), Bound.Parse("< 2"), Bound.Parse("< 2"));
        var thrice = Comparison.Of([.. Enumerable.Repeat((3.0, 1.0), 15)]);

        Judge.Of(ratio, thrice, Policy, new MachineCondition(Factor: 9)).Verdict.Should().Be(Verdict.Breached);
        Judge.Of(ratio, thrice, Policy, new MachineCondition(OthersShare: 0.3)).Verdict.Should().Be(Verdict.NotProven);
    }

    [Fact]
    public void Only_work_that_is_due_at_a_rate_can_be_sent_late()
    {
        Sample[] late = [.. Enumerable.Range(0, 100).Select(i => Sample(i, planned: 0, response: 50, lag: 40))];

        MachineCondition.During([Measurement.Of(new Arrivals.AtOnce(100), late)]).Lag.Should().BeNull();
        MachineCondition.During([Measurement.Of(new Arrivals.AtRate(100, 100), late), Responses(1).BesideOthers(0.4)], factor: 1.2)
            .Should().Be(new MachineCondition(1.2, 0.4, Ms(40)));
        MachineCondition.During([]).Should().Be(new MachineCondition());
    }

    private static Measurement[] Bursts(int bursts, int slow) => [.. Enumerable.Range(0, bursts).Select(i => Responses(1, i < slow ? 999 : 2))];

    private static Measurement Lost(int n, int failed) =>
        Of([.. Enumerable.Repeat((1, Outcome.Accepted), n - failed), .. Enumerable.Repeat((1, Outcome.Failed), failed)]);

    private static Judgement Judged(Objective objective, IEnumerable<int> milliseconds) => Judged(objective, Responses(milliseconds));

    private static Judgement Judged(Objective objective, Measurement burst) => Judge.Of(objective, [burst], Policy, new MachineCondition());

    private static IEnumerable<int> Over(int n, int over) => [.. Enumerable.Repeat(1, n - over), .. Enumerable.Repeat(5000, over)];
}
