using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using IncidentAgent.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace IncidentAgent.Tests.Postmortems;

public sealed class PostmortemEndpointTests
{
    private const string Path = "/api/incidents/INC-000001/postmortem";

    [Theory]
    [InlineData("")]
    [InlineData("--Incidents:ReopenWindow=00:00:00")]
    public async Task It_is_there_once_the_incident_is_resolved_and_written_anew_with_each_note(string setting)
    {
        await using var agent = await TestAgent.StartAsync(setting.Length == 0 ? [] : [setting]);
        await agent.DeliverAsync(Payloads.Group("pay", new MadeAlert("Down"))).JsonAsync(HttpStatusCode.Accepted);
        (await agent.Client.GetAsync(Path).ProblemAsync(HttpStatusCode.NotFound)).Should().Contain("when the incident is resolved");

        await agent.DeliverAsync(Payloads.Group("pay", new MadeAlert("Down", Firing: false))).JsonAsync(HttpStatusCode.Accepted);
        var written = await Eventually.Observe("it is written", () => agent.Client.GetAsync(Path), answer => answer.IsSuccessStatusCode);
        written.Content.Headers.ContentType!.ToString().Should().Be("text/markdown; charset=utf-8");
        (await written.Content.ReadAsStringAsync()).Should().StartWith("# ").And.Contain("INC-000001").And.NotContain("It was DNS");

        await agent.ActAsync("INC-000001", "notes", new { actor = "Ada", text = "It was DNS" }).JsonAsync();
        await Eventually.Observe("the note is in it", () => agent.Client.GetStringAsync(Path), text => text.Contains("It was DNS", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_note_on_an_incident_that_has_been_followed_by_another_is_in_its_postmortem()
    {
        await using var agent = await TestAgent.StartAsync("--Incidents:ReopenWindow=00:00:00");
        await agent.DeliverAsync(Payloads.Group("pay", new MadeAlert("Down"))).JsonAsync(HttpStatusCode.Accepted);
        await agent.DeliverAsync(Payloads.Group("pay", new MadeAlert("Down", Firing: false))).JsonAsync(HttpStatusCode.Accepted);
        await Eventually.Observe(
            "it is closed", () => agent.GetAsync("/api/incidents/INC-000001/status"), state => state.GetProperty("status").GetString() == "closed");
        await agent.DeliverAsync(Payloads.Group("pay", new MadeAlert("Down", StartsAt: Payloads.Noon.AddHours(1)))).JsonAsync(HttpStatusCode.Accepted);

        await agent.ActAsync("INC-000001", "notes", new { actor = "Ada", text = "It was DNS" }).JsonAsync();

        // At once when nothing was left to be done for it; else with the step that writes it anew.
        await Eventually.Observe("the note is in it", () => agent.Client.GetStringAsync(Path), text => text.Contains("It was DNS", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_alert_that_went_stale_by_the_agents_own_measure_is_to_be_looked_at()
    {
        var time = new FakeTimeProvider(Payloads.Noon);
        await using var agent = await TestAgent.StartAsync(
            null, services => services.AddSingleton<TimeProvider>(time), "--Incidents:StaleAfter=00:01:00");
        await agent.DeliverAsync(Payloads.Group("pay", new MadeAlert("Down"))).JsonAsync(HttpStatusCode.Accepted);
        time.Advance(TimeSpan.FromMinutes(2));

        await agent.ActAsync("INC-000001", "resolve").JsonAsync();

        var written = await Eventually.Observe("it is written", () => agent.Client.GetAsync(Path), answer => answer.IsSuccessStatusCode);
        (await written.Content.ReadAsStringAsync()).Should().Contain("Check 1 stale alert, not resolved and unheard of for 1 min or longer");
    }

    [Fact]
    public async Task Whoever_asks_for_JSON_gets_the_same_document_as_JSON()
    {
        await using var agent = await TestAgent.StartAsync();
        await agent.DeliverAsync(Payloads.Group("pay", new MadeAlert("Down"))).JsonAsync(HttpStatusCode.Accepted);
        await agent.ActAsync("INC-000001", "resolve", new { actor = "Ada" }).JsonAsync();
        await Eventually.Observe("it is written", () => agent.Client.GetAsync(Path), answer => answer.IsSuccessStatusCode);

        agent.Client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var answer = await agent.Client.GetAsync(Path);

        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/json");
        var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        document.GetProperty("incident").GetString().Should().Be("INC-000001");
        document.GetProperty("sections").EnumerateArray().Select(section => section.GetProperty("heading").GetString()).Should().Contain("Timeline");
    }
}
