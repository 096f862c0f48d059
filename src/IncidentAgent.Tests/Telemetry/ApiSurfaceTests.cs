using System.Net;
using System.Text.Json;
using IncidentAgent.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace IncidentAgent.Tests.Telemetry;

public sealed class ApiSurfaceTests(SharedAgent shared) : IClassFixture<SharedAgent>
{
    [Fact]
    public async Task The_description_of_the_API_lists_every_route_with_its_answers()
    {
        var agent = shared.Agent;

        var description = await agent.GetAsync("/openapi/v1.json");

        var routes = description.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(verb => $"{verb.Name} {path.Name}"));
        routes.Should().BeEquivalentTo(
            "post /webhook/alertmanager", "post /webhook/events", "get /api/quarantine", "get /api/announcements",
            "get /api/incidents", "get /api/incidents/{id}", "get /api/incidents/{id}/status", "get /api/incidents/{id}/postmortem",
            "post /api/incidents/{id}/acknowledge", "post /api/incidents/{id}/resolve", "post /api/incidents/{id}/notes",
            "post /api/incidents/{id}/analyze", "post /api/incidents/{id}/dead-letters/retry", "post /api/incidents/{id}/dead-letters/dismiss",
            "post /api/changes", "get /api/changes", "get /health", "get /health/live", "get /health/ready", "get /metrics");
        description.GetProperty("paths").GetProperty("/webhook/alertmanager").GetProperty("post").GetProperty("responses").EnumerateObject()
            .Select(answer => answer.Name).Should().BeEquivalentTo("202", "400", "401", "413", "422", "503");
    }

    [Fact]
    public async Task Incident_ids_and_instants_are_described_as_the_text_they_are()
    {
        var agent = shared.Agent;

        var schemas = (await agent.GetAsync("/openapi/v1.json")).GetProperty("components").GetProperty("schemas");

        schemas.GetProperty("IncidentId").GetProperty("type").GetString().Should().Be("string");
        schemas.GetProperty("TimelineEntry").GetProperty("properties").GetProperty("at").GetProperty("format").GetString().Should().Be("date-time");
    }

    [Fact]
    public async Task The_description_can_be_browsed()
    {
        var agent = shared.Agent;

        var page = await agent.Client.GetAsync("/docs");

        page.StatusCode.Should().Be(HttpStatusCode.OK);
        page.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
        (await page.Content.ReadAsStringAsync()).Should().Contain("openapi/v1.json");
    }

    [Theory]
    [InlineData("GET", "/", 404)]
    [InlineData("GET", "/api/nothing", 404)]
    [InlineData("GET", "/webhook/alertmanager", 405)]
    [InlineData("DELETE", "/api/incidents/INC-000001", 405)]
    public async Task Whatever_else_is_asked_is_answered_with_a_problem(string method, string path, int status)
    {
        var agent = shared.Agent;

        await agent.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path)).ProblemAsync((HttpStatusCode)status);
    }

    [Fact]
    public async Task A_running_agent_is_healthy_and_says_what_it_looked_at()
    {
        var agent = shared.Agent;

        (await agent.Client.GetAsync("/health/live")).StatusCode.Should().Be(HttpStatusCode.OK);
        Parts(await agent.GetAsync("/health/ready")).Should().Equal("store green", "silo green");
        Parts(await agent.GetAsync("/health")).Should().Equal("store green", "silo green", "tables green", "steps green", "outbox green");
    }

    [Fact]
    public async Task An_agent_whose_tables_refused_what_it_had_accepted_says_so()
    {
        using var folder = new TemporaryDirectory();
        await using var agent = await TestAgent.StartAsync(folder.Path, services: null);

        await new StoreFile(folder.Path).ChangeAsync("INSERT INTO set_aside (record, reason, rows) VALUES (7, 'UNIQUE constraint failed', x'00')");

        Parts(await agent.GetAsync("/health")).Should().Contain("tables yellow");
        (await agent.Client.GetStringAsync("/metrics")).Should().MatchRegex("(?m)^incident_agent_commits_set_aside[^ ]* 1$");
    }

    [Fact]
    public async Task An_agent_that_nobody_hears_says_so()
    {
        var time = new FakeTimeProvider(Payloads.Noon);
        await using var agent = await TestAgent.StartAsync(
            null, services => services.AddSingleton<TimeProvider>(time),
            "--Notifications:Webhooks:audit:Url=http://127.0.0.1:1/", "--Notifications:Webhooks:audit:Secret=whsec_c3RhbmQtaW4gc2VjcmV0IG9mIDMyIGJ5dGVzIGxvbmc=");
        await agent.DeliverAsync(Payloads.Group("pay", new MadeAlert("Down"))).JsonAsync(HttpStatusCode.Accepted);
        Parts(await agent.GetAsync("/health")).Should().Contain("outbox green");

        time.Advance(TimeSpan.FromMinutes(6));

        Parts(await agent.GetAsync("/health")).Should().Contain("outbox yellow");
    }

    private static IEnumerable<string> Parts(JsonElement report) => report.GetProperty("checks").EnumerateArray()
        .Select(check => $"{check.GetProperty("name").GetString()} {check.GetProperty("status").GetString()}");
}
