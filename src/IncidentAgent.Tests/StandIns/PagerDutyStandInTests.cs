using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using IncidentAgent.StandIns;
using Microsoft.Extensions.Time.Testing;

namespace IncidentAgent.Tests.StandIns;

public sealed class PagerDutyStandInTests : IAsyncLifetime
{
    private const string RoutingKey = "0123456789abcdef0123456789abcdef";

    private readonly FakeTimeProvider _time = new();
    private readonly HttpClient _client = new();
    private PagerDutyStandIn _pagerDuty = null!;

    public async Task InitializeAsync() => _pagerDuty = await PagerDutyStandIn.StartAsync(new PagerDutyStandInOptions { Time = _time });

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _pagerDuty.DisposeAsync();
    }

    [Fact]
    public async Task A_wrong_event_is_answered_with_everything_that_is_wrong()
    {
        using var answer = await SendAsync(new
        {
            routing_key = "short",
            event_action = "trigger",
            dedup_key = new string('k', 256),
            payload = new { summary = new string('s', 1025), severity = "high" },
        });

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateArray().Select(error => error.GetString()!.Split('\'')[1]);
        errors.Should().Equal("routing_key", "dedup_key", "payload.summary", "payload.source", "payload.severity");
    }

    [Fact]
    public async Task A_body_over_512_kilobytes_is_refused()
    {
        using var answer = await SendAsync(new { routing_key = RoutingKey, event_action = "resolve", dedup_key = "a", client = new string('x', 512_000) });

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("resolve")]
    [InlineData("acknowledge")]
    public async Task A_change_of_what_is_not_open_is_taken_and_forgotten(string action)
    {
        using var answer = await SendAsync(new { routing_key = RoutingKey, event_action = action, dedup_key = "a" });

        answer.StatusCode.Should().Be(HttpStatusCode.Accepted);
        _pagerDuty.Incidents.Should().BeEmpty();
    }

    [Fact]
    public async Task A_trigger_joins_the_open_incident_of_its_key_and_after_a_resolve_opens_another()
    {
        foreach (var action in (string[])["trigger", "trigger", "acknowledge", "resolve", "trigger"])
        {
            using var answer = await SendAsync(Event(action));
        }

        _pagerDuty.Incidents.Select(incident => (incident.Status, incident.Events.Count)).Should().Equal(("resolved", 4), ("triggered", 1));
    }

    [Fact]
    public async Task An_event_for_another_service_is_taken_and_dropped()
    {
        using var answer = await SendAsync(Event("trigger", new string('f', 32)));

        answer.StatusCode.Should().Be(HttpStatusCode.Accepted);
        _pagerDuty.Incidents.Should().BeEmpty();
    }

    [Fact]
    public async Task The_minute_slides()
    {
        await using var narrow = await PagerDutyStandIn.StartAsync(new PagerDutyStandInOptions { Time = _time, RateLimit = 2 });

        (await StatusAsync(narrow)).Should().Be(202);
        _time.Advance(TimeSpan.FromSeconds(40));
        (await StatusAsync(narrow)).Should().Be(202);
        (await StatusAsync(narrow)).Should().Be(429);
        _time.Advance(TimeSpan.FromSeconds(20));
        (await StatusAsync(narrow)).Should().Be(202);
        (await StatusAsync(narrow)).Should().Be(429);
    }

    [Fact]
    public async Task What_it_knows_survives_being_down()
    {
        using (await SendAsync(Event("trigger")))
        {
            await _pagerDuty.GoDownAsync();
        }

        var send = () => SendAsync(Event("resolve"));
        await send.Should().ThrowAsync<HttpRequestException>();

        await _pagerDuty.ComeBackAsync();
        using var answer = await SendAsync(Event("resolve"));
        _pagerDuty.Incidents.Should().ContainSingle().Which.Status.Should().Be("resolved");
    }

    private static object Event(string action, string routingKey = RoutingKey) => new
    {
        routing_key = routingKey,
        event_action = action,
        dedup_key = "a",
        payload = new { summary = "s", source = "s", severity = "error" },
    };

    private async Task<int> StatusAsync(PagerDutyStandIn standIn)
    {
        using var answer = await _client.PostAsJsonAsync(new Uri(standIn.BaseUrl, "v2/enqueue"), Event("trigger"));
        return (int)answer.StatusCode;
    }

    private Task<HttpResponseMessage> SendAsync(object body) => _client.PostAsJsonAsync(new Uri(_pagerDuty.BaseUrl, "v2/enqueue"), body);
}
