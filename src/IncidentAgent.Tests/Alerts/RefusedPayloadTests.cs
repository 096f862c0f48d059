using System.Net;
using System.Text;
using IncidentAgent.Tests.Support;

namespace IncidentAgent.Tests.Alerts;

public sealed class RefusedPayloadTests(SharedAgent shared) : IClassFixture<SharedAgent>
{
    public static TheoryData<string, string> Malformed => new()
    {
        { "", "not JSON" },
        { "{\"alerts\":[", "not JSON" },
        { "{\"alerts\":[]} trailing", "not JSON" },
        { "{\"alerts\":[],}", "not JSON" },
        { new string('[', 10_000), "depth of 32" },
        { $"{{\"alerts\":[{{\"x\":{string.Concat(Enumerable.Repeat("{\"x\":", 10_000))}1", "depth of 32" },
        { "{\"alerts\":[\"\u00ff\"]}", "not valid UTF-8" },
        { "{\"groupKey\":\"\\ud800\",\"alerts\":[]}", "not valid Unicode" },
        { "{\"\\ud800 and some more\":1,\"alerts\":[]}", "not valid Unicode" },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task What_cannot_be_read_as_JSON_is_a_400_and_kept_nowhere(string payload, string detail)
    {
        var agent = shared.Agent;
        var kept = await agent.GetAsync("/api/quarantine");

        // Latin-1, so that U+00FF goes out as the single byte that UTF-8 does not know.
        (await agent.Client.PostAsync("/webhook/alertmanager", new ByteArrayContent(Encoding.Latin1.GetBytes(payload))).ProblemAsync(HttpStatusCode.BadRequest))
            .Should().Contain(detail);
        (await agent.GetAsync("/api/quarantine")).GetRawText().Should().Be(kept.GetRawText());
    }

    [Theory]
    [InlineData("{ }", "alerts: is missing")]
    [InlineData("[]", "The payload is a JSON array")]
    [InlineData("\"x\"", "The payload is a JSON string")]
    [InlineData("null", "The payload is a JSON null")]
    [InlineData("{\"alerts\":{}}", "alerts: is a object")]
    [InlineData("{\"alerts\":null}", "alerts: is a null")]
    [InlineData("{\"alerts\":[1]}", "alerts[0] is a number")]
    [InlineData("{\"alerts\":[{}]}", "alerts[0].status is missing")]
    [InlineData("{\"alerts\":[{\"status\":\"alerting\"}]}", "alerts[0].status is 'alerting'; it must be 'firing' or 'resolved'")]
    [InlineData("{\"alerts\":[{\"status\":\"firing\"}]}", "alerts[0].startsAt is missing")]
    [InlineData("{\"alerts\":[{\"status\":\"firing\",\"startsAt\":\"noon\"}]}", "alerts[0].startsAt")]
    [InlineData("{\"alerts\":[{\"status\":\"firing\",\"startsAt\":\"2026-11-23T12:00:00Z\"}]}", "alerts[0].labels is empty")]
    [InlineData("{\"alerts\":[{\"status\":\"firing\",\"startsAt\":\"2026-11-23T12:00:00Z\",\"labels\":{\"a\":null}}]}", "alerts[0].labels.a is null")]
    [InlineData("{\"alerts\":[{\"status\":\"firing\",\"startsAt\":\"2026-11-23T12:00:00Z\",\"labels\":{\"a\":7}}]}", "alerts[0].labels.a does not have the type")]
    [InlineData("{\"alerts\":[{\"status\":\"firing\",\"startsAt\":\"2026-11-23T12:00:00Z\",\"labels\":{\"a\":\"\\ud800\"}}]}", "alerts[0].labels.a")]
    public async Task JSON_without_a_usable_alert_is_kept_first_and_then_refused_naming_the_field(string payload, string reason)
    {
        var agent = shared.Agent;

        var answer = await agent.DeliverAsync(payload).JsonAsync(HttpStatusCode.UnprocessableEntity);
        var kept = (await agent.GetAsync("/api/quarantine")).GetProperty("quarantine")[0];

        answer.GetProperty("detail").GetString().Should().StartWith(reason).And.NotContain("..").And.EndWith("It is kept under GET /api/quarantine.");
        answer.GetProperty("quarantine").GetInt64().Should().Be(kept.GetProperty("id").GetInt64());
        kept.GetProperty("reason").GetString().Should().StartWith(reason);
        payload.Should().Contain(kept.GetProperty("body").GetString());
        kept.GetProperty("source").GetString().Should().Be("alertmanager");
    }

    [Fact]
    public async Task Of_good_and_bad_alerts_the_good_are_stored_and_the_bad_quarantined()
    {
        await using var agent = await TestAgent.StartAsync();
        const string Mixed = """
            {"alerts":[
              {"status":"firing","startsAt":"2026-11-23T12:00:00Z","labels":{"alertname":"Good","service":"pay"}},
              {"status":"pending","startsAt":"2026-11-23T12:00:00Z","labels":{"alertname":"Bad","service":"pay"}},
              "worse",
              {"status":"firing","startsAt":"2026-11-23T12:00:00Z","labels":{"alertname":"Better","service":"pay"}}]}
            """;

        var answer = await agent.DeliverAsync(Mixed).JsonAsync(HttpStatusCode.Accepted);
        await agent.DeliverAsync(Mixed).JsonAsync(HttpStatusCode.Accepted);

        answer.GetProperty("incidents")[0].GetProperty("alerts").GetInt32().Should().Be(2);
        answer.GetProperty("quarantined").GetInt32().Should().Be(2);
        (await agent.GetAsync("/api/quarantine")).GetProperty("quarantine").EnumerateArray()
            .Select(one => (one.GetProperty("reason").GetString()![..9], one.GetProperty("times").GetInt32()))
            .Should().Equal([("alerts[2]", 2), ("alerts[1]", 2)], "what comes again is counted, not kept twice");
    }

    [Fact]
    public async Task Alerts_beyond_the_limit_of_a_payload_are_kept_together()
    {
        await using var agent = await TestAgent.StartAsync("--Intake:MaxAlerts=2");

        var answer = await agent.DeliverAsync(Payloads.Group("pay", Enumerable.Range(1, 5).Select(number => new MadeAlert($"A{number}"))))
            .JsonAsync(HttpStatusCode.Accepted);
        var kept = (await agent.GetAsync("/api/quarantine")).GetProperty("quarantine").EnumerateArray().Single();

        answer.GetProperty("incidents")[0].GetProperty("alerts").GetInt32().Should().Be(2);
        answer.GetProperty("quarantined").GetInt32().Should().Be(3);
        kept.GetProperty("reason").GetString().Should().Be(
            "alerts[2] and what follows, 3 of 5, are beyond the 2 alerts that one payload may hold (Intake:MaxAlerts)");
        kept.GetProperty("body").GetString().Should().Contain("A3").And.Contain("A5").And.NotContain("A2");
    }

    [Theory]
    [InlineData("labels", 17, "alerts[0].labels.x has 17 characters; at most 16 are taken (Intake:MaxLabelLength)")]
    [InlineData("annotations", 33, "alerts[0].annotations.x has 33 characters; at most 32 are taken (Intake:MaxAnnotationLength)")]
    public async Task A_text_that_is_too_long_names_the_setting(string map, int length, string reason)
    {
        await using var agent = await TestAgent.StartAsync("--Intake:MaxLabelLength=16", "--Intake:MaxAnnotationLength=32");
        var alert = $$$"""{"status":"firing","startsAt":"2026-11-23T12:00:00Z","fingerprint":"f","{{{map}}}":{"x":"{{{new string('y', length)}}}"}}""";
        var fits = alert.Replace("\"yy", "\"y", StringComparison.Ordinal);

        (await agent.DeliverAsync($$"""{"alerts":[{{alert}}]}""").ProblemAsync(HttpStatusCode.UnprocessableEntity)).Should().StartWith(reason);
        (await agent.DeliverAsync($$"""{"alerts":[{{fits}}]}""")).StatusCode.Should().Be(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Too_many_labels_and_a_fingerprint_without_end_are_refused()
    {
        await using var agent = await TestAgent.StartAsync("--Intake:MaxLabels=2", "--Intake:MaxLabelLength=16");

        (await agent.DeliverAsync("""{"alerts":[{"status":"firing","startsAt":"2026-11-23T12:00:00Z","labels":{"a":"","b":"","c":""}}]}""")
            .ProblemAsync(HttpStatusCode.UnprocessableEntity)).Should().Contain("labels has 3 entries; at most 2").And.Contain("Intake:MaxLabels");
        (await agent.DeliverAsync($$"""{"alerts":[{"status":"firing","startsAt":"2026-11-23T12:00:00Z","fingerprint":"{{new string('f', 17)}}"}]}""")
            .ProblemAsync(HttpStatusCode.UnprocessableEntity)).Should().Contain("fingerprint").And.Contain("17 characters; at most 16");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_request_that_is_too_large_is_a_413_that_its_sender_can_read(bool chunked)
    {
        await using var agent = await TestAgent.StartAsync("--Intake:MaxBodyBytes=2048");
        var request = new HttpRequestMessage(HttpMethod.Post, "/webhook/alertmanager") { Content = new ByteArrayContent(new byte[8 << 20]) };
        request.Headers.TransferEncodingChunked = chunked;

        (await agent.Client.SendAsync(request).ProblemAsync(HttpStatusCode.RequestEntityTooLarge)).Should().Contain("2048 bytes (Intake:MaxBodyBytes)");
        (await agent.DeliverAsync(Payloads.Recorded("firing-unicode"))).StatusCode.Should().Be(HttpStatusCode.Accepted);
    }
}
