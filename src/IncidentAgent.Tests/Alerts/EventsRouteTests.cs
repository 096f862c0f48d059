using System.Net;
using System.Text;
using IncidentAgent.Alerts;
using IncidentAgent.Tests.Support;

namespace IncidentAgent.Tests.Alerts;

public sealed class EventsRouteTests(SharedAgent shared) : IClassFixture<SharedAgent>
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private const string Event = """
        {"alerts":[{"id":"job-7","status":"firing","severity":"warning","summary":"Nightly job failed","service":"billing","labels":{"team":"money"},
         "startsAt":"2026-11-23T02:00:00Z","links":["https://jobs.example/7","https://wiki.example/jobs"]}]}
        """;

    [Fact]
    public async Task The_whole_format_is_taken()
    {
        await using var agent = await TestAgent.StartAsync();

        (await agent.DeliverAsync(Event, "events").JsonAsync(HttpStatusCode.Accepted)).Incidents().Should().Equal("INC-000001");

        var detail = await agent.GetAsync("/api/incidents/INC-000001");
        var alert = detail.GetProperty("alerts")[0];
        detail.GetProperty("incident").GetProperty("severity").GetString().Should().Be("warning");
        detail.GetProperty("incident").GetProperty("services")[0].GetString().Should().Be("billing");
        alert.GetProperty("fingerprint").GetString().Should().Be("job-7");
        alert.GetProperty("summary").GetString().Should().Be("Nightly job failed");
        alert.GetProperty("source").GetString().Should().Be("events", "without credentials the route names the source");
        alert.GetProperty("labels").GetProperty("team").GetString().Should().Be("money");
        alert.GetProperty("links").EnumerateArray().Select(link => link.GetString()).Should().Equal("https://jobs.example/7", "https://wiki.example/jobs");
    }

    [Fact]
    public async Task An_event_that_ends_resolves_its_incident()
    {
        await using var agent = await TestAgent.StartAsync();
        await agent.DeliverAsync(Event, "events");

        await agent.DeliverAsync(Event.Replace("firing", "resolved", StringComparison.Ordinal), "events").JsonAsync(HttpStatusCode.Accepted);

        (await agent.StatusOfAsync("INC-000001")).Should().Be("resolved");
    }

    [Theory]
    [InlineData("id", null, "alerts[0].id is missing")]
    [InlineData("status", null, "alerts[0].status is missing")]
    [InlineData("startsAt", null, "alerts[0].startsAt is missing")]
    [InlineData("status", "\"ok\"", "alerts[0].status is unknown; it must be 'firing' or 'resolved'")]
    [InlineData("startsAt", "1764000000", "alerts[0].startsAt does not have the type")]
    [InlineData("links", "[null]", "alerts[0].links holds null")]
    [InlineData("links", "\"https://one.example\"", "alerts[0].links does not have the type")]
    [InlineData("labels", "{\"a\":null}", "alerts[0].labels.a is null")]
    public async Task What_is_wrong_with_an_event_is_named(string field, string? json, string detail)
    {
        var agent = shared.Agent;
        var fields = new Dictionary<string, string> { ["id"] = "\"1\"", ["status"] = "\"firing\"", ["startsAt"] = "\"2026-11-23T02:00:00Z\"" };
        fields.Remove(field);
        var given = fields.Select(pair => $"\"{pair.Key}\":{pair.Value}").Concat(json is null ? [] : [$"\"{field}\":{json}"]);

        (await agent.DeliverAsync($"{{\"alerts\":[{{{string.Join(',', given)}}}]}}", "events").ProblemAsync(HttpStatusCode.UnprocessableEntity))
            .Should().StartWith(detail);
    }

    [Fact]
    public async Task With_a_secret_a_signed_request_is_taken_also_when_another_signature_is_beside_it()
    {
        await using var agent = await TestAgent.StartAsync($"--Intake:EventsSecret={Secret}");

        (await SendSignedAsync(agent, sign: signature => signature)).StatusCode.Should().Be(HttpStatusCode.Accepted);
        (await SendSignedAsync(agent, sign: signature => $"v1a,bmV3 nonsense v1,b2xk {signature}")).StatusCode.Should().Be(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task With_a_secret_every_other_request_is_refused_saying_why_and_nothing_is_kept()
    {
        await using var agent = await TestAgent.StartAsync($"--Intake:EventsSecret={Secret}");
        var now = DateTimeOffset.UtcNow;

        (await agent.DeliverAsync(Event, "events").ProblemAsync(HttpStatusCode.Unauthorized)).Should().Contain("webhook-id");
        (await SendSignedAsync(agent, sign: _ => "v1,bm90IHRoaXMgb25l").Problem()).Should().Contain("webhook-signature does not belong");
        (await SendSignedAsync(agent, body: Event + " ").Problem()).Should().Contain("webhook-signature does not belong");
        (await SendSignedAsync(agent, at: now.AddMinutes(-6)).Problem()).Should().Contain("more than 5 minutes old");
        (await SendSignedAsync(agent, at: now.AddMinutes(6)).Problem()).Should().Contain("more than 5 minutes ahead");
        (await SendSignedAsync(agent, sign: null).Problem()).Should().Contain("webhook-signature");

        (await agent.GetAsync("/api/incidents")).GetProperty("incidents").GetArrayLength().Should().Be(0);
        (await agent.GetAsync("/api/quarantine")).GetProperty("quarantine").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task With_credentials_and_no_secret_an_event_needs_a_credential()
    {
        await using var agent = await TestAgent.StartAsync("--Access:Credentials:jobs:Token=0123456789abcdef");

        await agent.DeliverAsync(Event, "events").ProblemAsync(HttpStatusCode.Unauthorized);
        agent.Client.DefaultRequestHeaders.Authorization = new("Bearer", "0123456789abcdef");
        await agent.DeliverAsync(Event, "events").JsonAsync(HttpStatusCode.Accepted);
    }

    private static Task<HttpResponseMessage> SendSignedAsync(
        TestAgent agent, Func<string, string>? sign, DateTimeOffset? at = null, string body = Event)
    {
        var sent = at ?? DateTimeOffset.UtcNow;
        var request = new HttpRequestMessage(HttpMethod.Post, "/webhook/events") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add(StandardWebhooks.IdHeader, "msg_1");
        request.Headers.Add(StandardWebhooks.TimestampHeader, StandardWebhooks.Seconds(sent));
        if (sign is not null)
        {
            request.Headers.TryAddWithoutValidation(
                StandardWebhooks.SignatureHeader, sign(StandardWebhooks.Sign(Secret, "msg_1", sent, Encoding.UTF8.GetBytes(Event))));
        }

        return agent.Client.SendAsync(request);
    }

    private static Task<HttpResponseMessage> SendSignedAsync(TestAgent agent, DateTimeOffset? at = null, string body = Event) =>
        SendSignedAsync(agent, signature => signature, at, body);
}

file static class Refusal
{
    public static Task<string> Problem(this Task<HttpResponseMessage> answering) => answering.ProblemAsync(HttpStatusCode.Unauthorized);
}
