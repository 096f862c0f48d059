using ServiceLevels.History;
using ServiceLevels.Load;
using ServiceLevels.Objectives;

namespace IncidentAgent.Tests.ServiceLevels.History;

public sealed class ShardsTests
{
    private static readonly Measurement Fast = Given.Responses(Enumerable.Range(1, 400));
    private static readonly Measurement Slow = Given.Responses(Enumerable.Range(601, 400));

    [Fact]
    public void A_percentile_is_that_of_all_the_work()
    {
        var merged = Shards.Merge([Shard("a", Fast, "P50 latency"), Shard("b", Slow, "P50 latency")]).Should().ContainSingle().Subject;

        merged.Measured.Should().BeApproximately(0.4, 0.001);
        merged.Samples.Should().Be(800);
        merged.Quantiles.Select(quantile => quantile.Percent).Should().Equal(50, 90, 95, 99, 100);
        merged.Quantiles[2].Seconds.Should().BeApproximately(0.96, 0.001);
        merged.ReadHistogram()!.TotalCount.Should().Be(800);
        merged.Interval!.Lower.Should().BeInRange(0.36, 0.39);
        merged.Interval.Upper.Should().BeInRange(0.61, 0.64);
        merged.Sentence.Should().StartWith("P50 latency 400 ms (95 % CI ");
    }

    [Fact]
    public void It_is_judged_once_on_all_the_work()
    {
        // Neither is sure alone, 3 and 2 of 100 over 1 s where 5 may be; 5 of 200 are.
        Measurement Of(int over) => Given.Responses([.. Enumerable.Repeat(100, 100 - over), .. Enumerable.Repeat(2000, over)]);
        ObjectiveRecord[] shards = [.. new[] { 1, 2, 1 }.Select((over, i) => Shard($"{i}", Of(over), "P95 latency"))];

        var merged = Shards.Merge(shards).Should().ContainSingle().Subject;

        shards[1].Threshold.Verdict.Should().Be(Verdict.NotProven);
        (merged.Threshold.Against, merged.Samples, merged.Verdict).Should().Be((4, 300, Verdict.Met));
        merged.Sentence.Should().Contain("threshold < 1 s met");
    }

    [Fact]
    public void Work_without_an_answer_is_over_every_limit()
    {
        var partlyLost = Given.Of([.. Enumerable.Range(0, 400).Select(i => (1, i < 25 ? Outcome.TimedOut : Outcome.Accepted))]);

        var merged = Shards.Merge([Shard("a", partlyLost, "P95 latency"), Shard("b", partlyLost, "P95 latency")])[0];

        merged.Measured.Should().BeNull("it is the 760th of 800, and 750 had an answer");
        merged.Interval!.Lower.Should().NotBeNull();
        merged.Interval.Upper.Should().BeNull();
        (merged.Threshold.Against, merged.Verdict).Should().Be((50, Verdict.NotProven));
        merged.Load.Should().BeEquivalentTo(new { Sent = 800, Accepted = 750, Refused = 0, Lost = 50 });
    }

    [Fact]
    public void Shares_are_counted_throughputs_added_and_means_weighed()
    {
        var half = Given.Of([.. Enumerable.Range(0, 100).Select(i => (100, i < 50 ? Outcome.Failed : Outcome.Accepted))]);

        var errors = Shards.Merge([Shard("a", Fast, "error rate", "< 1 %"), Shard("b", half, "error rate", "< 1 %")])[0];
        var rate = Shards.Merge([Shard("a", Fast, "throughput", "> 20 alerts/s"), Shard("b", Slow, "throughput", "> 20 alerts/s")])[0];
        var mean = Shards.Merge([Shard("a", Fast, "mean latency"), Shard("b", Given.Responses(Enumerable.Repeat(100, 100)), "mean latency")])[0];

        (errors.Measured, errors.Threshold.Against, errors.Verdict).Should().Be((0.1, 50, Verdict.Breached));
        errors.Interval!.Lower.Should().BeInRange(0.07, 0.1);
        rate.Measured.Should().BeApproximately((400 / 0.4) + (400 / 1.0), 0.001);
        rate.Verdict.Should().Be(Verdict.Met);
        mean.Measured.Should().BeApproximately(((400 * 0.2005) + (100 * 0.1)) / 500, 1e-6);
    }

    [Fact]
    public void Of_what_cannot_be_added_the_worst_counts()
    {
        ObjectiveKey memory = new("memory", "memory retained", new Dictionary<string, string>());
        ObjectiveRecord Size(string machine, double bytes) => Runs.Found(1, bytes, memory, machine, target: "< 100 MiB", threshold: "< 200 MiB");

        var merged = Shards.Merge([Size("a", 50 << 20), Size("b", 300 << 20), Size("c", 60 << 20)])[0];

        (merged.Measured, merged.Verdict).Should().Be((300 << 20, Verdict.Breached));
    }

    [Fact]
    public void Samples_that_resemble_each_other_on_one_machine_still_do()
    {
        var record = Shard("a", Fast, "P95 latency");

        var alone = Shards.Merge([record, Shard("b", Fast, "P95 latency")])[0];
        var clustered = Shards.Merge([record with { DesignEffect = 4 }, Shard("b", Fast, "P95 latency")])[0];

        clustered.DesignEffect.Should().Be(4);
        clustered.Interval!.Upper.Should().BeGreaterThan(alone.Interval!.Upper!.Value);
        clustered.Threshold.BreachP.Should().Be(1);
    }

    [Fact]
    public void Machines_are_told_apart_and_their_excuses_kept()
    {
        var slow = Shard("b", Slow, "P50 latency", "< 100 ms") with { MachineExcuse = "machine too slow to tell" };

        var merged = Shards.Merge([Shard("a", Fast, "P50 latency", "< 100 ms"), slow])[0];

        merged.Run.Machine.Class.Should().Be("a + b");
        merged.Load!.Arrivals.Should().Be("2 times 400 at once");
        (merged.Verdict, merged.NotProvenBecause).Should().Be((Verdict.NotProven, "machine too slow to tell"));
    }

    [Fact]
    public void A_shard_given_twice_counts_once_and_what_one_machine_measured_stays_as_it_is()
    {
        var (record, other) = (Shard("a", Fast, "P50 latency"), Runs.Found(9, 0.4));

        Shards.Merge([record, record, other]).Should().Equal(record, other);
    }

    [Fact]
    public void Shards_of_different_promises_are_refused() =>
        FluentActions.Invoking(() => Shards.Merge([Shard("a", Fast, "P50 latency"), Shard("b", Fast, "P50 latency", "< 2 s")]))
            .Should().Throw<FormatException>().WithMessage("Run 7, intake, P50 latency: the shards differ in their target, < 1 s and < 2 s.*");

    private static ObjectiveRecord Shard(string machine, Measurement measured, string measure, string threshold = "< 1 s") => ObjectiveRecord.Of(
        new RunRecord("7", DateTimeOffset.UnixEpoch, "c0ffee", "nightly", new MachineRecord(machine, null, null)),
        new ObjectiveKey("intake", measure, new Dictionary<string, string>()),
        Judge.Of(Objective.Parse(measure, threshold, threshold), [measured], JudgementPolicy.Nightly, new MachineCondition()),
        [measured]);
}
