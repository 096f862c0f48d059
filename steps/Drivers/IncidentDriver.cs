using System.Net.Http.Json;
using System.Text.Json;
using IncidentAgent.Specs.Support;
using IncidentAgent.Tests.Support;

namespace IncidentAgent.Specs.Drivers;

/// <summary>Looks at incidents through the API, and acts on them as a person does.</summary>
public sealed class IncidentDriver(ServiceDriver service)
{
    private HttpResponseMessage? _act;

    public async Task<IReadOnlyList<JsonElement>> AllAsync() =>
        [.. (await service.Current.GetAsync("/api/incidents?limit=500")).Items("incidents")];

    public async Task<IReadOnlyList<JsonElement>> OfAsync(string name) =>
        [.. (await AllAsync()).Where(incident => incident.Items("services").Any(one => one.GetString() == name))];

    /// <summary>The one incident of a service.</summary>
    public async Task<JsonElement> TheOneOfAsync(string name) => (await OfAsync(name)).Should().ContainSingle($"{name} has one incident").Subject;

    public async Task<JsonElement> DetailsOfAsync(string name) => await service.Current.GetAsync($"/api/incidents/{await IdOfAsync(name)}");

    public async Task<string> IdOfAsync(string name) => (await TheOneOfAsync(name)).Text("id");

    public async Task HasOneAsync(string name, string status, int? alerts = null)
    {
        var incident = await TheOneOfAsync(name);
        incident.Text("status").Should().Be(status);
        if (alerts is not null)
        {
            AlertsOf(incident).Should().Be(alerts);
        }
    }

    public async Task AreAsync(int count, int? alerts = null)
    {
        var incidents = await AllAsync();
        incidents.Should().HaveCount(count);
        if (alerts is not null)
        {
            incidents.Sum(AlertsOf).Should().Be(alerts);
        }
    }

    public async Task ActAsync(string person, string verb, string name) => _act = await service.Current.Agent.Client.PostAsJsonAsync(
        $"/api/incidents/{await IdOfAsync(name)}/{verb}", new { actor = person });

    public async Task NoteAsync(string person, string text, string name) => _act = await service.Current.Agent.Client.PostAsJsonAsync(
        $"/api/incidents/{await IdOfAsync(name)}/notes", new { actor = person, text });

    public async Task AskForPostmortemAsync(string name) =>
        _act = await service.Current.Agent.Client.GetAsync($"/api/incidents/{await IdOfAsync(name)}/postmortem");

    public void ActSucceeded() => _act!.IsSuccessStatusCode.Should().BeTrue();

    public async Task ActWasRejectedAsync(string reason)
    {
        ((int)_act!.StatusCode).Should().BeInRange(400, 499);
        (await _act.Content.ReadFromJsonAsync<JsonElement>()).Text("detail").Should().Contain(reason);
    }

    public Task EverybodyIsToldAsync() => service.Current.EverybodyIsToldAsync();

    /// <summary>Waits until the incident's evidence has been gathered, for the given time of asking.</summary>
    public Task<JsonElement> InvestigatedAsync(string name, DateTimeOffset? after = null) => Eventually.Observe(
        $"the incident of {name} is investigated",
        () => DetailsOfAsync(name),
        detail => IsInvestigated(detail.GetProperty("incident"), after ?? DateTimeOffset.MinValue));

    private static bool IsInvestigated(JsonElement incident, DateTimeOffset after) =>
        incident.Has("investigatedAt") && incident.Instant("investigatedAt") > after;

    private static int AlertsOf(JsonElement incident) => incident.Number("firingAlerts") + incident.Number("resolvedAlerts");
}
