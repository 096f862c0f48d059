using System.Net;
using System.Text.Json;
using IncidentAgent.Tests.Support;

namespace IncidentAgent.Tests.Alerts;

public sealed class AcceptedPayloadTests(SharedAgent shared) : IClassFixture<SharedAgent>
{
    [Theory]
    [InlineData("firing-group-of-two", 2)]
    [InlineData("firing-unicode", 1)]
    [InlineData("no-annotations", 1)]
    [InlineData("repeat-notification", 1)]
    [InlineData("storm-truncated-250-of-300", 50)]
    public async Task A_recorded_payload_is_answered_in_the_documented_shape(string name, int alerts)
    {
        await using var agent = await TestAgent.StartAsync();

        (await AnswerAsync(agent, Payloads.Recorded(name)))
            .Should().Be($$"""{"incidents":[{"id":"INC-000001","status":"open","alerts":{{alerts}},"duplicates":0}],"quarantined":0}""");
    }

    [Theory]
    [InlineData("one-of-two-resolved", "open", 2, 1)]
    [InlineData("repeat-notification", "open", 1, 1)]
    public async Task A_recorded_follow_up_belongs_to_the_incident_it_is_about(string name, string status, int alerts, int duplicates)
    {
        await using var agent = await TestAgent.StartAsync();
        await agent.DeliverAsync(Payloads.Recorded("firing-group-of-two"));

        (await AnswerAsync(agent, Payloads.Recorded(name)))
            .Should().Be($$"""{"incidents":[{"id":"INC-000001","status":"{{status}}","alerts":{{alerts}},"duplicates":{{duplicates}}}],"quarantined":0}""");
    }

    [Theory]
    [InlineData("resolved")]
    [InlineData("""{"alerts":[]}""")]
    public async Task What_opens_nothing_is_accepted_with_no_incidents(string payload)
    {
        await using var agent = await TestAgent.StartAsync();

        (await AnswerAsync(agent, payload.StartsWith('{') ? payload : Payloads.Recorded(payload))).Should().Be("""{"incidents":[],"quarantined":0}""");
        (await agent.GetAsync("/api/incidents")).GetProperty("incidents").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task Only_status_startsAt_and_labels_are_needed_and_unknown_fields_are_ignored()
    {
        await using var agent = await TestAgent.StartAsync();

        (await AnswerAsync(agent, """
            {"future": {"a": [1]}, "alerts": [
                {"status": "firing", "startsAt": "2026-11-23T12:00:00+05:30", "labels": {"alertname": "A", "service": "pay"}, "values": {"B": 1.5}, "imageURL": null}]}
            """)).Should().Be("""{"incidents":[{"id":"INC-000001","status":"open","alerts":1,"duplicates":0}],"quarantined":0}""");

        var alert = (await agent.GetAsync("/api/incidents/INC-000001")).GetProperty("alerts")[0];
        alert.GetProperty("startsAt").GetString().Should().Be("2026-11-23T06:30:00Z");
        alert.GetProperty("generatorUrl").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_fingerprint_left_out_is_made_of_the_labels_alone()
    {
        await using var agent = await TestAgent.StartAsync();
        const string Firing = """{"alerts":[{"status":"firing","startsAt":"2026-11-23T12:00:00Z","labels":{"a":"1","b":"2"}}]}""";
        const string Resolved = """{"alerts":[{"status":"resolved","startsAt":"2026-11-23T12:00:00Z","labels":{"b":"2","a":"1"},"annotations":{"x":"y"}}]}""";
        await AnswerAsync(agent, Firing);

        (await AnswerAsync(agent, Resolved)).Should().Contain("\"status\":\"resolved\",\"alerts\":1,\"duplicates\":0");
    }

    [Fact]
    public async Task Where_the_rule_is_shown_and_every_character_of_the_labels_are_kept()
    {
        await using var agent = await TestAgent.StartAsync();
        await AnswerAsync(agent, """
            {"alerts":[{"status":"firing","startsAt":"2026-11-23T12:00:00Z","fingerprint":"f","labels":{"service":"a\u0000b","emoji":"\ud83d\ude00"},
             "generatorURL":"http://prometheus.example:9090/graph?g0.expr=up+%3D%3D+0&g0.tab=1"}]}
            """);

        var alert = (await agent.GetAsync("/api/incidents/INC-000001")).GetProperty("alerts")[0];

        alert.GetProperty("generatorUrl").GetString().Should().Be("http://prometheus.example:9090/graph?g0.expr=up+%3D%3D+0&g0.tab=1");
        alert.GetProperty("labels").GetProperty("emoji").GetString().Should().Be("😀");
        alert.GetProperty("labels").GetProperty("service").GetString().Should().Be("a\0b");
        await agent.ActAsync("INC-000001", "acknowledge").JsonAsync();
        await Eventually.Observe(
            "both announcements went out", () => agent.GetAsync("/api/announcements"),
            list => list.GetProperty("announcements").EnumerateArray().Count(one => one.GetProperty("state").GetString() == "sent") == 2);
    }

    [Fact]
    public async Task Once_answered_the_alerts_are_what_another_process_reads_from_the_files()
    {
        using var directory = new TemporaryDirectory();
        await using var agent = await TestAgent.StartAsync(directory.Path, services: null);
        var file = new StoreFile(directory.Path);

        for (var delivered = 1; delivered <= 20; delivered++)
        {
            await AnswerAsync(agent, Payloads.Group($"service-{delivered}", new MadeAlert("Down"), new MadeAlert("Slow")));

            (await file.ColumnAsync("SELECT (SELECT count(*) FROM each_alert) || ' ' || (SELECT count(*) FROM incidents)"))
                .Should().Equal($"{2 * delivered} {delivered}");
        }
    }

    [Theory]
    [InlineData("/webhook/alertmanager/", "application/json")]
    [InlineData("/webhook/alertmanager", "text/plain")]
    public async Task How_the_address_ends_and_what_the_body_is_called_do_not_matter(string path, string type)
    {
        var agent = shared.Agent;

        (await agent.Client.PostAsync(path, new StringContent(Payloads.Recorded("firing-unicode"), System.Text.Encoding.UTF8, type)))
            .StatusCode.Should().Be(HttpStatusCode.Accepted);
    }

    private static async Task<string> AnswerAsync(TestAgent agent, string payload)
    {
        var answer = await agent.DeliverAsync(payload);
        answer.StatusCode.Should().Be(HttpStatusCode.Accepted);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/json");
        return await answer.Content.ReadAsStringAsync();
    }
}
