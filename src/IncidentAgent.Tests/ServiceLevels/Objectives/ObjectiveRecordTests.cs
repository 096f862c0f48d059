using ServiceLevels.Load;
using ServiceLevels.Objectives;
using static IncidentAgent.Tests.ServiceLevels.Given;

namespace IncidentAgent.Tests.ServiceLevels.Objectives;

public sealed class ObjectiveRecordTests
{
    private static readonly RunRecord Run = new("1", DateTimeOffset.UnixEpoch, null, "pull-request", new MachineRecord("2 cores", null, null));
    private static readonly ObjectiveKey Key = new("intake", "P95 latency", new Dictionary<string, string> { ["alerts"] = "100" });
    private static readonly Objective P95 = Objective.Parse("P95 latency", "< 300 ms", "< 500 ms");

    [Fact]
    public void A_record_keeps_everything_that_is_said_of_a_judgement()
    {
        Measurement[] bursts = [.. Enumerable.Repeat(Responses(Enumerable.Range(1, 100)), 12)];
        var judgement = Judge.Of(P95, bursts, JudgementPolicy.Nightly, MachineCondition.During(bursts));

        var record = ObjectiveRecord.FromJson(ObjectiveRecord.Of(Run, Key, judgement, bursts).ToJson());

        record.Judgement.Should().BeEquivalentTo(judgement, options => options.Excluding(one => one.WantsMore).Excluding(one => one.Objective.Measure));
        record.Sentence.Should().Be(judgement.Sentence);
        record.Load.Should().Be(new LoadRecord("12 times 100 at once", 1200, 1200, 0, 0, 0, null));
        record.Quantiles.Should().Equal(new(50, 0.05), new(90, 0.09), new(95, 0.095), new(99, 0.099), new(99.9m, 0.1), new(100, 0.1));
        (record.Headroom, record.Verdict, record.Quantity).Should().Be((judgement.Headroom, Verdict.Met, Quantity.Time));
    }

    [Fact]
    public void Its_histogram_is_read_back_and_can_be_added()
    {
        Measurement[] bursts = [Responses(1, 2, 2, 3, 1000)];
        var record = ObjectiveRecord.Of(Run, Key, Judge.Of(P95, bursts, JudgementPolicy.PullRequest, new MachineCondition()), bursts);

        var sum = record.ReadHistogram()!;
        sum.Add(record.ReadHistogram()!);

        sum.TotalCount.Should().Be(10);
        sum.GetCountAtValue(2000).Should().Be(4);
        record.Histogram!.Length.Should().BeLessThan(400);
        FluentActions.Invoking(() => (record with { Histogram = "AAAA" }).ReadHistogram()).Should().Throw<FormatException>();
    }

    [Fact]
    public void Work_without_an_answer_and_nothing_measured_are_told_apart()
    {
        Measurement[] lost = [Of([.. Enumerable.Repeat((1, Outcome.Failed), 50)])];
        var never = ObjectiveRecord.Of(Run, Key, Judge.Of(P95, lost, JudgementPolicy.PullRequest, new MachineCondition()), lost);
        var nothing = ObjectiveRecord.Of(Run, Key, Judge.Of(P95, [], JudgementPolicy.PullRequest, new MachineCondition()), []);

        (never.Measured, never.Judgement.MeasuredInWords, never.Verdict).Should().Be((null, "never", Verdict.Breached));
        (nothing.Measured, nothing.Judgement.MeasuredInWords, nothing.Load, nothing.Histogram).Should().Be((null, "nothing", null, null));
        never.Quantiles.Should().OnlyContain(quantile => quantile.Seconds == null);
    }

    [Fact]
    public void A_fact_has_no_load()
    {
        var memory = new Objective(Measure.Named("memory", Quantity.Size), Bound.Parse("<= 1 KiB"), Bound.Parse("<= 1 KiB"));

        var record = ObjectiveRecord.Of(Run, Key, Judge.Fact(memory, 512, 1, JudgementPolicy.PullRequest, new MachineCondition()), []);

        (record.Load, record.Measured, record.Sampling).Should().Be((null, 512, null));
    }
}
