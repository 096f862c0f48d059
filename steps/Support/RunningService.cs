using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using IncidentAgent.Tests.Support;
using ServiceLevels.Load;

namespace IncidentAgent.Specs.Support;

/// <summary>A service with what surrounds it, and the few things everybody asks of it.</summary>
/// <param name="agent">The service.</param>
/// <param name="around">Other people's services; <see langword="null"/> when the service is deployed elsewhere.</param>
public sealed class RunningService(AgentUnderTest agent, Surroundings? around) : IAsyncDisposable
{
    private static readonly TimeSpan SettlesWithin = TimeSpan.FromSeconds(60);

    public AgentUnderTest Agent => agent;

    public bool IsDeployed => around is null;

    /// <exception cref="InvalidOperationException">The service is deployed; a scenario that needs this has to say so by the tag <c>@in-process</c>.</exception>
    public Surroundings Around => around
        ?? throw new InvalidOperationException("What surrounds a deployed service is not ours to look at: the scenario lacks the tag @in-process.");

    /// <summary>The deployed service that <c>SLO_BASE_URL</c> names, else one in this process.</summary>
    public static async Task<RunningService> StartAsync(bool withEvidence, params IReadOnlyList<string> settings)
    {
        if (DeployedAgent.Address is { } address)
        {
            return new RunningService(new DeployedAgent(address), null);
        }

        var around = await Surroundings.StartAsync(withEvidence);
        try
        {
            return new RunningService(await InProcessAgent.StartAsync([.. around.Settings(), .. settings]), around);
        }
        catch
        {
            await around.DisposeAsync();
            throw;
        }
    }

    /// <summary>Delivers a notification and reads what became of it.</summary>
    public async Task<Delivered> DeliverAsync(ReadOnlyMemory<byte> notification, CancellationToken cancellation = default)
    {
        using var body = new ReadOnlyMemoryContent(notification);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await agent.Client.PostAsync("/webhook/alertmanager", body, cancellation);
        return new Delivered(answer.StatusCode, answer.Headers.RetryAfter?.Delta, await answer.Content.ReadAsStringAsync(cancellation));
    }

    public Task<Delivered> DeliverAsync(string notification) => DeliverAsync(Encoding.UTF8.GetBytes(notification));

    public async Task<JsonElement> GetAsync(string path) => await agent.Client.GetFromJsonAsync<JsonElement>(path);

    public async Task<bool> IsInvestigatedAsync(string incident) =>
        (await GetAsync($"/api/incidents/{incident}")).GetProperty("incident").Has("investigatedAt");

    /// <summary>Every incident whose alerts all carry that label.</summary>
    public async Task<IReadOnlyList<JsonElement>> IncidentsAsync(string label)
    {
        List<JsonElement> all = [];
        string? next = null;
        do
        {
            var page = await GetAsync($"/api/incidents?limit=500&label={Uri.EscapeDataString(label)}{(next is null ? "" : $"&cursor={next}")}");
            all.AddRange(page.Items("incidents"));
            next = page.TryGetProperty("next", out var more) ? more.GetString() : null;
        }
        while (next is not null);
        return all;
    }

    /// <summary>So many notifications of a batch, each after the answer to the one before; all have to be accepted.</summary>
    public async Task DeliverOneByOneAsync(Batch batch, int first, int notifications)
    {
        for (var index = first; index < first + notifications; index++)
        {
            (await DeliverAsync(batch[index])).Outcome.Should().Be(Outcome.Accepted);
        }
    }

    /// <summary>Waits until so many incidents carry that label, each has been investigated, and nobody waits to be told of anything.</summary>
    /// <exception cref="TimeoutException">That takes longer than a minute.</exception>
    public async Task SettledAsync(string label, int incidents)
    {
        await Eventually.Observe(
            $"all of {incidents} incidents are there and investigated",
            async () => Progress.Of(await IncidentsAsync(label)),
            progress => progress.Investigated >= incidents,
            SettlesWithin);
        await EverybodyIsToldAsync();
    }

    /// <summary>Waits until nobody waits to be told of anything.</summary>
    public Task EverybodyIsToldAsync() => Eventually.Observe("everybody is told", AnnouncementsWaitingAsync, waiting => waiting == 0, SettlesWithin);

    private async Task<long> AnnouncementsWaitingAsync() => (await agent.Client.GetAsync("/health")) switch
    {
        { StatusCode: HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable } answer => (await answer.Content.ReadFromJsonAsync<JsonElement>())
            .Items("checks").Single(check => check.Text("name") == "outbox").GetProperty("waiting").GetInt64(),
        var answer => throw new HttpRequestException($"The health check answered {(int)answer.StatusCode}."),
    };

    public async ValueTask DisposeAsync()
    {
        await agent.DisposeAsync();
        if (around is not null)
        {
            await around.DisposeAsync();
        }
    }

    /// <summary>Tells incidents that are missing, because two became one or were lost, from those that are waited for.</summary>
    private sealed record Progress(int There, int Investigated)
    {
        public static Progress Of(IReadOnlyList<JsonElement> incidents) => new(incidents.Count, incidents.Count(incident => incident.Has("investigatedAt")));

        public override string ToString() => $"{There} are there, {Investigated} of them investigated";
    }
}

/// <summary>What a sender was answered.</summary>
/// <param name="Status">202 is accepted, 503 refused for now, another 4xx rejected for good.</param>
/// <param name="RetryAfter">When to come back; <see langword="null"/> when nobody said.</param>
/// <param name="Text">The body.</param>
public sealed record Delivered(HttpStatusCode Status, TimeSpan? RetryAfter, string Text)
{
    /// <summary>The incidents its alerts belong to.</summary>
    public IReadOnlyList<string> Incidents
    {
        get
        {
            using var answer = JsonDocument.Parse(Text);
            return [.. answer.RootElement.Items("incidents").Select(incident => incident.Text("id"))];
        }
    }

    /// <summary>How many of its alerts could not be used.</summary>
    public int KeptAside
    {
        get
        {
            using var answer = JsonDocument.Parse(Text);
            return answer.RootElement.Number("quarantined");
        }
    }

    public Outcome Outcome => Status switch
    {
        HttpStatusCode.Accepted => Outcome.Accepted,
        HttpStatusCode.ServiceUnavailable when RetryAfter is not null => Outcome.Refused,
        _ => Outcome.Failed,
    };
}
