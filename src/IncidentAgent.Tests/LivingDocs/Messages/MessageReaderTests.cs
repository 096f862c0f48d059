using System.Text;
using System.Text.Json.Nodes;
using IncidentAgent.Tests.GherkinEngine.Kit;
using IncidentAgent.Tests.ServiceLevels.History;
using LivingDocs.Messages;
using LivingDocs.Suite;
using ServiceLevels.Objectives;

namespace IncidentAgent.Tests.LivingDocs.Messages;

public sealed class MessageReaderTests
{
    [Fact]
    public async Task What_became_of_each_scenario_is_read()
    {
        var run = MessageReader.Read(await SampleSuite.MessagesAsync());

        run.Scenarios.Select(scenario => $"{scenario.Outcome}: {scenario.Name}").Should().Equal(
            "Passed: From opened to resolved",
            "Failed: <script>alert('a name')</script> & \"quotes\" in a name",
            "Skipped: A day's worth of updates",
            "Undefined: A sentence that nobody has written yet",
            "Passed: 500 alerts a second, whether or not earlier ones were answered",
            "Passed: The health check answers at once",
            "Passed: 10 alerts in flight",
            "Passed: 50 alerts in flight",
            "Passed: 100 alerts in flight",
            "Passed: A burst does not throttle the intake",
            "Passed: A burst causes no errors",
            "NotFinished: A burst of 100 alerts is accepted");
        run.IsFinished.Should().BeFalse();
        run.UnreadableLines.Should().Be(0, "the last line was only cut off");
    }

    [Fact]
    public async Task A_row_knows_its_outline_its_rule_and_its_text()
    {
        var row = MessageReader.Read(await SampleSuite.MessagesAsync()).Scenarios.Single(scenario => scenario.Name == "50 alerts in flight");

        row.Outline.Should().Be("<alerts> alerts in flight");
        row.Example.Should().Equal(new Dictionary<string, string> { ["alerts"] = "50" });
        row.Rule.Should().Be("Latency keeps its distribution as concurrency grows");
        row.Tags.Should().Equal("performance", "slo:intake-latency", "req:6");
        row.Objectives.Select(objective => $"{objective.Key.Measure} {objective.Target} {objective.Threshold}").Should().Equal(
            "P50 latency < 300 ms < 500 ms", "P95 latency < 700 ms < 1000 ms", "P99 latency < 1 s < 2 s");
        row.Records.Select(record => record.Key.Measure).Should().Equal("P50 latency", "P95 latency", "P99 latency");
        row.Log.Should().Contain(line => line.StartsWith("P95 latency", StringComparison.Ordinal));
        row.Source[0].Keyword.Should().Be("Background");
        row.Source[2].Text.Trim().Should().Be("@slo:intake-latency @req:6");
        row.Source[^1].Text.Trim().Should().Be("| 100    |");
    }

    [Fact]
    public async Task A_comment_belongs_to_what_comes_next()
    {
        var before = MessageReader.Read(await SampleSuite.MessagesAsync()).Scenarios.Single(scenario => scenario.Name == "A burst does not throttle the intake");

        before.Source[^1].Text.Trim().Should().Be("| throughput | > 40 alerts/s | > 20 alerts/s |");
    }

    [Fact]
    public async Task Whatever_the_run_had_finished_before_it_was_cut_off_is_known()
    {
        var lines = await SampleSuite.MessagesAsync();
        var known = 0;
        for (var length = 0; length < lines.Count; length++)
        {
            var run = MessageReader.Read(lines.Take(length).Append("{\"testStepFin"));
            var finished = run.Scenarios.Count(scenario => scenario.Outcome is not (Outcome.NotRun or Outcome.NotFinished));
            finished.Should().BeGreaterThanOrEqualTo(known, "{0} lines were read", length);
            known = finished;
            run.UnreadableLines.Should().Be(0);
        }

        known.Should().Be(11);
    }

    [Fact]
    public void A_line_that_is_no_message_is_passed_over_and_counted() =>
        MessageReader.Read(["{\"meta\":{}}", "no message", "[]", "{\"testRunFinished\":{\"success\":true}}"])
            .Should().BeEquivalentTo(new { IsFinished = true, UnreadableLines = 2 });

    [Fact]
    public void What_a_run_as_a_whole_found_needs_no_scenario()
    {
        var run = MessageReader.Read([OfTheRun(Runs.Found(1, 0.1))]);

        run.OwnRecords.Should().ContainSingle().Which.Key.Measure.Should().Be("P95 latency");
        run.JudgedTogether().Records.Should().ContainSingle();
    }

    [Fact]
    public void Two_shards_of_a_run_as_a_whole_found_one_thing()
    {
        var (record, meta) = (Runs.Found(1, 0.1), "{\"meta\":{}}");

        var run = MessageReader.Read([meta, OfTheRun(record), meta, OfTheRun(record with { Run = record.Run with { At = record.Run.At.AddSeconds(1) } })]);

        run.OwnRecords.Should().ContainSingle().Which.Samples.Should().Be(2 * record.Samples);
    }

    [Fact]
    public async Task Two_shards_of_one_scenario_are_one_record()
    {
        var shard = await SampleSuite.RunAsync(("features/Own.feature", SampleSuite.Own));
        string[] other = [.. shard.Select(line => line.StartsWith("{\"attachment\"", StringComparison.Ordinal) ? Later(line) : line)];

        var once = MessageReader.Read(shard).Records.ToList();
        var twice = MessageReader.Read([.. shard, .. other]).Records.ToList();

        twice.Select(record => record.Samples).Should().Equal(once.Select(record => 2 * record.Samples));
    }

    [Fact]
    public async Task Shards_one_behind_another_are_one_run()
    {
        var first = await SampleSuite.RunAsync(("features/Slack.feature", SampleSuite.Slack));
        var second = await SampleSuite.RunAsync(("features/Own.feature", SampleSuite.Own));

        var run = MessageReader.Read([.. first, .. second]);

        run.Features.Select(feature => feature.Scenarios.Count).Should().Equal(4, 2);
        run.Scenarios.Should().NotContain(scenario => scenario.Outcome == Outcome.NotRun);
        run.IsFinished.Should().BeTrue();
    }

    // As Reqnroll 3.3 writes them (Messages 30): other identifiers, a workerId, no text of the steps' keywords in the pickle, a line break missing at the end.
    [Fact]
    public void Messages_of_Reqnroll_are_read()
    {
        string[] lines =
        [
            """{"meta":{"protocolVersion":"30.1.0","implementation":{"name":"Reqnroll","version":"3.3.3"},"runtime":{"name":"dotNet","version":"10.0.1"},"os":{"name":"linux"},"cpu":{"name":"X64"},"ci":{"name":"GitHub Actions"}}}""",
            """{"testRunStarted":{"timestamp":{"seconds":1893456000,"nanos":0},"id":"a0"}}""",
            """{"source":{"uri":"features/Some.feature","data":"Feature: F\n  @ignore\n  Scenario: Left out\n    Given a step\n  Scenario: Fails\n    Given a step\n","mediaType":"text/x.cucumber.gherkin+plain"}}""",
            """{"gherkinDocument":{"uri":"features/Some.feature","feature":{"location":{"line":1,"column":1},"tags":[],"language":"en","keyword":"Feature","name":"F","description":"","children":[{"scenario":{"location":{"line":3,"column":3},"tags":[{"location":{"line":2,"column":3},"name":"@ignore","id":"x1"}],"keyword":"Scenario","name":"Left out","description":"","steps":[{"location":{"line":4,"column":5},"keyword":"Given ","keywordType":"Context","text":"a step","id":"x2"}],"examples":[],"id":"x3"}},{"scenario":{"location":{"line":5,"column":3},"tags":[],"keyword":"Scenario","name":"Fails","description":"","steps":[{"location":{"line":6,"column":5},"keyword":"Given ","keywordType":"Context","text":"a step","id":"x4"}],"examples":[],"id":"x5"}}]},"comments":[]}}""",
            """{"pickle":{"id":"p1","uri":"features/Some.feature","name":"Left out","language":"en","steps":[{"astNodeIds":["x2"],"id":"s1","type":"Context","text":"a step"}],"tags":[{"name":"@ignore","astNodeId":"x1"}],"astNodeIds":["x3"]}}""",
            """{"pickle":{"id":"p2","uri":"features/Some.feature","name":"Fails","language":"en","steps":[{"astNodeIds":["x4"],"id":"s2","type":"Context","text":"a step"}],"tags":[],"astNodeIds":["x5"]}}""",
            """{"testCase":{"id":"c2","pickleId":"p2","testSteps":[{"id":"t1","hookId":"h"},{"id":"t2","pickleStepId":"s2","stepDefinitionIds":["d"],"stepMatchArgumentsLists":[]}],"testRunStartedId":"a0"}}""",
            """{"testCaseStarted":{"attempt":0,"id":"r1","testCaseId":"c2","workerId":"1","timestamp":{"seconds":1893456001,"nanos":0}}}""",
            """{"testStepFinished":{"testCaseStartedId":"r1","testStepId":"t1","testStepResult":{"duration":{"seconds":0,"nanos":5},"status":"PASSED"},"timestamp":{"seconds":1893456001,"nanos":5}}}""",
            """{"attachment":{"body":"d29ybGQ=","contentEncoding":"BASE64","mediaType":"text/x.cucumber.log+plain","testCaseStartedId":"r1","testStepId":"t2"}}""",
            """{"testStepFinished":{"testCaseStartedId":"r1","testStepId":"t2","testStepResult":{"duration":{"seconds":1,"nanos":500000000},"status":"FAILED","exception":{"type":"System.Exception","message":"broken","stackTrace":"   at Some.Step()"}},"timestamp":{"seconds":1893456002,"nanos":500000000}}}""",
            """{"testCaseFinished":{"testCaseStartedId":"r1","timestamp":{"seconds":1893456002,"nanos":500000000},"willBeRetried":false}}""",
            """{"testRunFinished":{"success":false,"timestamp":{"seconds":1893456003,"nanos":0},"testRunStartedId":"a0"}}""",
        ];

        var run = MessageReader.Read(lines);

        run.Runner.Should().Be("Reqnroll 3.3.3 on dotNet 10.0.1, linux");
        run.Scenarios.Select(scenario => (scenario.Name, scenario.Outcome)).Should().Equal(("Left out", Outcome.NotRun), ("Fails", Outcome.Failed));
        var failed = run.Scenarios.Last();
        failed.Steps.Should().Equal(new Step("Given ", "a step", Outcome.Failed, TimeSpan.FromSeconds(1.5), "broken", "   at Some.Step()"));
        failed.Log.Should().Equal("world");
        failed.Took.Should().Be(TimeSpan.FromSeconds(1.5));
    }

    [KitFact]
    public void Every_run_of_the_compatibility_kit_is_read()
    {
        foreach (var folder in Directory.GetDirectories(CompatibilityKit.Folder))
        {
            var run = MessageReader.Read(MessageReader.Lines(Path.Combine(folder, $"{Path.GetFileName(folder)}.ndjson")));

            run.UnreadableLines.Should().Be(0, folder);
            run.IsFinished.Should().BeTrue(folder);
        }
    }

    [KitTheory]
    [InlineData("minimal", "Passed")]
    [InlineData("all-statuses", "Passed Failed Undefined Skipped Undefined Undefined")]
    [InlineData("retry", "Passed Passed Passed Failed")]
    public void Outcomes_are_those_of_the_kit(string sample, string outcomes)
    {
        var run = MessageReader.Read(MessageReader.Lines(Path.Combine(CompatibilityKit.Folder, sample, $"{sample}.ndjson")));

        string.Join(' ', run.Scenarios.Select(scenario => scenario.Outcome)).Should().Be(outcomes);
    }

    private static string OfTheRun(ObjectiveRecord record) => new JsonObject
    {
        ["attachment"] = new JsonObject
        {
            ["body"] = record.ToJson(),
            ["contentEncoding"] = "IDENTITY",
            ["fileName"] = "run.slo.json",
            ["testRunHookStartedId"] = "1",
        },
    }.ToJsonString();

    // The same measured a moment later is another machine's.
    private static string Later(string line)
    {
        var message = JsonNode.Parse(line)!;
        var attachment = message["attachment"]!;
        if (attachment["fileName"] is null)
        {
            return line;
        }

        var record = ObjectiveRecord.FromJson(Encoding.UTF8.GetString(Convert.FromBase64String(attachment["body"]!.GetValue<string>())));
        attachment["body"] = (record with { Run = record.Run with { At = record.Run.At.AddSeconds(1) } }).ToJson();
        attachment["contentEncoding"] = "IDENTITY";
        return message.ToJsonString();
    }
}
