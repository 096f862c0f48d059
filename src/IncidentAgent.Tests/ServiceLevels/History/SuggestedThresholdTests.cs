using ServiceLevels.History;
using ServiceLevels.Objectives;

namespace IncidentAgent.Tests.ServiceLevels.History;

public sealed class SuggestedThresholdTests
{
    // Ten runs of mean 1 and deviation 0.1 of their logarithms: exp(m + 2.875 s) is 1.333 times the middle.
    private static readonly double[] Ten = [.. Alternating(10, 0.1)];

    [Fact]
    public void It_is_what_95_percent_of_the_runs_to_come_will_keep_rounded_up_to_two_digits()
    {
        var suggested = Suggested([.. Ten.Select(factor => 0.4 * factor)], "< 300 ms", "< 1000 ms");

        suggested!.Written.Should().Be("< 540 ms", "400 ms * 1.333 is 533 ms");
        suggested.Reason.Should().Be("95 % of the runs to come keep 533 ms with 95 % confidence, by the spread of 10 runs");
    }

    [Fact]
    public void It_says_that_it_stops_at_the_target() =>
        Suggested([.. Ten.Select(factor => 0.4 * factor)], "< 700 ms", "< 1000 ms")!.Reason.Should().EndWith("by the spread of 10 runs; it stops at the target");

    [Fact]
    public void Nine_runs_are_too_few() => Suggested([.. Ten[1..].Select(factor => 0.4 * factor)], "< 300 ms", "< 1000 ms").Should().BeNull();

    [Fact]
    public void From_59_runs_on_it_is_the_worst_of_them()
    {
        var suggested = Suggested([.. Enumerable.Range(1, 59).Select(i => 0.4 + ((i * 37 % 59) * 0.001))], "< 300 ms", "< 1000 ms");

        suggested!.Written.Should().Be("< 460 ms");
        suggested.Reason.Should().Be("the worst of 59 runs is 458 ms");
    }

    [Theory]
    [InlineData(0.4, "< 700 ms", "< 1000 ms", "< 700 ms", "the target is looser")]
    [InlineData(0.4, "< 0.7 s", "< 1000 ms", "< 700 ms", "the target is looser")]
    [InlineData(0.4, "< 300 ms", "< 540 ms", null, "that is what it is")]
    [InlineData(0.4, "< 300 ms", "< 535 ms", null, "rounded up it is no tighter")]
    [InlineData(4, "< 300 ms", "< 1000 ms", null, "it never loosens")]
    [InlineData(0.4, "< 300 ms", "<= 2 s", "<= 540 ms", "half a second reads better in milliseconds")]
    [InlineData(4, "< 300 ms", "< 20 s", "< 5.4 s", "its own unit does")]
    [InlineData(4, "< 300 ms", "<20000ms", "<5400ms", "it is written as it was")]
    [InlineData(40, "< 1 s", "< 5 min", "< 54 s", "a part of a minute reads better in seconds")]
    [InlineData(12, "< 300 ms", "< 20 000 ms", "< 16 000 ms", "large numbers are grouped")]
    [InlineData(0.0001, "< 1 µs", "< 2 ms", "< 140 µs", "it is small")]
    [InlineData(0.4, "= 0 %", "< 1000 ms", null, "the target is of something else")]
    [InlineData(0.4, "< 300 ms", "whatever", null, "it is no bound")]
    public void It_is_written_like_the_one_it_replaces(double middle, string target, string threshold, string? written, string because) =>
        Suggested([.. Ten.Select(factor => middle * factor)], target, threshold)?.Written.Should().Be(written, because);

    [Theory]
    [InlineData("> 40 alerts/s", "> 20 alerts/s", "> 40 alerts/s")]
    [InlineData("> 400 alerts/s", "> 20 alerts/s", "> 75 alerts/s")]
    [InlineData("> 400 alerts/s", "> 80 alerts/s", null)]
    public void Of_what_is_better_the_more_it_is_it_is_mirrored_and_rounded_down(string target, string threshold, string? written)
    {
        var records = Ten.Select((factor, day) => Runs.Found(day, 100 * factor, Runs.Throughput, target: target, threshold: threshold)).ToArray();

        SuggestedThreshold.Of(History(records), Runs.Throughput, target, threshold)?.Written.Should().Be(written, "100/s / 1.333 is 75.0/s");
    }

    [Fact]
    public void Only_what_was_measured_since_the_last_change_counts()
    {
        double[] slow = [.. Alternating(30, 0.02).Select(factor => 0.9 * factor)], fast = [.. Alternating(10, 0.02).Select(factor => 0.4 * factor)];

        Suggested([.. slow, .. fast], "< 300 ms", "< 1000 ms")!.Reason.Should().EndWith("by the spread of 10 runs since the change in c0ffee030");
        Suggested([.. slow, .. fast[1..]], "< 300 ms", "< 1000 ms").Should().BeNull();
    }

    [Fact]
    public void A_run_in_which_work_had_no_answer_leaves_nothing_to_tighten()
    {
        var records = Runs.Daily(Ten.Select(factor => 0.4 * factor)).Append(Runs.Found(10, null)).ToArray();

        SuggestedThreshold.Of(History(records), Runs.P95, "< 300 ms", "< 1000 ms").Should().BeNull();
    }

    [Fact]
    public void That_nothing_failed_so_far_is_no_reason_to_promise_it()
    {
        var records = Enumerable.Range(0, 100).Select(day => Runs.Found(day, 0.001 + (day % 7 * 1e-5), target: "< 0.01 %", threshold: "< 1 %")).ToArray();

        SuggestedThreshold.Of(History(records), Runs.P95, "< 0.01 %", "< 1 %").Should().BeNull();
    }

    [Fact]
    public void It_has_to_hold_for_every_example()
    {
        ObjectiveKey[] examples = [.. new[] { "10", "100" }.Select(alerts => Runs.P95 with { Example = new Dictionary<string, string> { ["alerts"] = alerts } })];
        ObjectiveRecord[] Found(int example, double middle) => [.. Ten.Select((factor, day) => Runs.Found(day, middle * factor, examples[example]))];
        var both = History([.. Found(0, 0.2), .. Found(1, 0.4)]);

        SuggestedThreshold.Of(both, examples, "< 100 ms", "< 1000 ms")!.Written.Should().Be("< 540 ms");
        SuggestedThreshold.Of(both, examples[0], "< 100 ms", "< 1000 ms")!.Written.Should().Be("< 270 ms");
        SuggestedThreshold.Of(History(Found(0, 0.2)), examples, "< 100 ms", "< 1000 ms").Should().BeNull("nothing is known of the other one");
    }

    [Fact]
    public void It_has_to_hold_on_every_machine()
    {
        ObjectiveRecord[] Found(string machine, double middle, int runs) =>
            [.. Ten[..runs].Select((factor, day) => Runs.Found(day, middle * factor, machine: machine) with
            {
                Run = Runs.Found(day, 1, machine: machine).Run with { Id = $"{machine} {day}" },
            })];
        SuggestedThreshold? Of(params ObjectiveRecord[] records) => SuggestedThreshold.Of(History(records), Runs.P95, "< 100 ms", "< 1000 ms");

        Of([.. Found("2 cores", 0.4, 10), .. Found("64 cores", 0.2, 10)])!.Written.Should().Be("< 540 ms");
        Of([.. Found("2 cores", 0.4, 10), .. Found("1 core", 0.3, 3)])!.Written.Should().Be("< 540 ms");
        Of([.. Found("2 cores", 0.4, 10), .. Found("1 core", 0.8, 3)]).Should().BeNull("the slower one has already been worse");
    }

    private static SuggestedThreshold? Suggested(double[] measured, string target, string threshold) =>
        SuggestedThreshold.Of(History(Runs.Daily(measured)), Runs.P95, target, threshold);

    private static RunHistory History(ObjectiveRecord[] records) => new(records, new LeftOut(0, 0));

    // Logarithms of mean 0 and exactly that standard deviation, one up and one down.
    private static IEnumerable<double> Alternating(int count, double deviation)
    {
        var step = deviation * Math.Sqrt((count - 1.0) / count);
        return Enumerable.Range(0, count).Select(i => Math.Exp(i % 2 == 0 ? step : -step));
    }
}
