using IncidentAgent.Tests.ServiceLevels.History;
using LivingDocs.Messages;
using LivingDocs.Objectives;
using LivingDocs.Suite;

namespace IncidentAgent.Tests.LivingDocs.Objectives;

public sealed class ObjectiveStoriesTests
{
    [Fact]
    public async Task What_is_promised_what_was_found_and_what_was_before_come_together()
    {
        var stories = (await SamplePage.PageAsync()).Stories;

        stories.Select(story => $"{story.Anchor} {story.Standing}").Should().Equal(
            "slo-own-latency-p50-latency Breached",
            "slo-own-latency-p99-latency Breached",
            "slo-health-p50-latency TargetMissed",
            "slo-intake-latency-p50-latency-alerts-10 Met",
            "slo-intake-latency-p95-latency-alerts-10 Met",
            "slo-intake-latency-p99-latency-alerts-10 NotProven",
            "slo-intake-latency-p50-latency-alerts-50 Met",
            "slo-intake-latency-p95-latency-alerts-50 Met",
            "slo-intake-latency-p99-latency-alerts-50 Met",
            "slo-intake-latency-p50-latency-alerts-100 Met",
            "slo-intake-latency-p95-latency-alerts-100 Met",
            "slo-intake-latency-p99-latency-alerts-100 Met",
            "slo-intake-throughput-throughput Met",
            "slo-intake-errors-error-rate Met",
            "slo-intake-burst-mean-latency NotMeasured");
        stories.Where(story => story.Key.Slo != "intake-burst").Should().OnlyContain(story => story.Runs.Count == SampleHistory.Runs, "this run is in the history, too");
    }

    [Fact]
    public async Task A_change_for_good_is_dated()
    {
        var story = (await SamplePage.PageAsync()).Stories.Single(story => story.Anchor == "slo-intake-latency-p95-latency-alerts-100");

        var change = story.Changes.Should().ContainSingle().Subject;
        change.Index.Should().BeInRange(SampleHistory.Slower - 2, SampleHistory.Slower + 2);
        change.Ratio.Should().BeInRange(1.15, 1.4);
    }

    [Fact]
    public void Of_the_history_alone_the_newest_run_is_told()
    {
        var stories = ObjectiveStories.Of(SuiteRun.None, [Runs.Found(1, 0.1), Runs.Found(1, 50, Runs.Throughput, target: "> 40 alerts/s", threshold: "> 20 alerts/s"), Runs.Found(2, 0.2)]);

        stories.Select(story => (story.Key.Measure, story.Record?.Measured, story.Runs.Count)).Should().Equal(
            ("P95 latency", 0.2, 2), ("throughput", null, 1));
    }

    [Fact]
    public void Runs_on_other_machines_are_counted_and_not_compared()
    {
        var story = ObjectiveStories.Of(SuiteRun.None, [Runs.Found(1, 0.1, machine: "64 cores"), Runs.Found(2, 0.2), Runs.Found(3, 0.3)]).Single();

        story.Runs.Select(run => run.Measured).Should().Equal(0.2, 0.3);
        story.RunsElsewhere.Should().Be(1);
    }

    [Fact]
    public async Task A_promise_of_which_nothing_was_ever_found_is_there()
    {
        var run = MessageReader.Read(await SampleSuite.MessagesAsync());

        var story = ObjectiveStories.Of(run, []).Single(story => story.Key.Slo == "intake-burst");

        story.Should().BeEquivalentTo(new { Target = "< 1 s", Threshold = "< 1.5 s", Standing = Standing.NotMeasured });
        story.Scenario!.Name.Should().Be("A burst of 100 alerts is accepted");
    }
}
