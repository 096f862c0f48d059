using System.Text.Json;
using IncidentAgent.Specs.Support;
using IncidentAgent.Tests.Support;

namespace IncidentAgent.Specs.Drivers;

/// <summary>What Prometheus, Loki and Jaeger know about the services of a scenario, how they fail, and what of it the service has found.</summary>
public sealed class EvidenceDriver(ServiceDriver service, IncidentDriver incidents) : IDisposable
{
    private readonly HashSet<string> _away = [];
    private DateTimeOffset? _askedAgainAt;
    private IReadOnlyList<JsonElement> _found = [];

    private EvidenceStandIns StandIns => service.Evidence
        ?? throw new InvalidOperationException("The scenario's service has nobody to ask: it has to be one with Prometheus, Loki and Jaeger.");

    private IReadOnlyDictionary<string, SourceStandIn> Sources => StandIns.ByName;

    /// <summary>The slowest source answers after that long, until the scenario is over; they are asked at the same time, some of them twice.</summary>
    public void Takes(TimeSpan duration) => Sources["Prometheus"].AnswersAfter = duration;

    /// <summary>Each service has a line in Loki and a slow span in Jaeger that name it; Prometheus knows every service it is asked about.</summary>
    public void Exists(IReadOnlyList<string> services)
    {
        var now = DateTimeOffset.UtcNow;
        StandIns.Loki.With(services.Select(name => LokiLine.Of(name, now.AddSeconds(-20), $"error: {name} timed out")));
        StandIns.Jaeger.With(services.Select(name => new JaegerStandInSpan(name, $"span-of-{name}", name)
        {
            At = now.AddSeconds(-20),
            Duration = TimeSpan.FromSeconds(4),
            Operation = $"GET /{name}",
        }));
    }

    /// <summary>What stands before it says that nobody is there.</summary>
    public void GoDown(string source) => Misbehave(source, new Fault.Refuse(503, "no server is available"));

    public void Hang(string source) => Misbehave(source, new Fault.Hang());

    public async Task ComeBackAndAskAgainAsync(string source, string name)
    {
        _away.Remove(source);
        Sources[source].Fault = null;
        _askedAgainAt = (await incidents.TheOneOfAsync(name)).Instant("investigatedAt");
        await incidents.ActAsync("ana", "analyze", name);
        incidents.ActSucceeded();
    }

    public async Task IsFromAsync(string name, params string[] sources)
    {
        await FindAsync(name);
        sources.Should().BeSubsetOf(Sources.Keys.Where(source => _found.Any(one => one.Text("source") == source.ToLowerInvariant())));
    }

    /// <summary>From every source but those that are away.</summary>
    public async Task IsFromTheOthersAsync(string name)
    {
        await FindAsync(name);
        _found.Select(one => one.Text("source")).Distinct()
            .Should().BeEquivalentTo(Sources.Keys.Except(_away).Select(source => source.ToLowerInvariant()));
    }

    public void EachPieceIsComplete()
    {
        foreach (var one in _found)
        {
            one.Text("query").Should().NotBeEmpty();
            one.Instant("from").Should().BeBefore(one.Instant("to"));
            one.Text("value").Should().NotBeEmpty();
        }
    }

    private async Task FindAsync(string name) =>
        _found = [.. (await incidents.InvestigatedAsync(name, _askedAgainAt)).GetProperty("findings").Items("evidence")];

    private void Misbehave(string source, Fault fault)
    {
        _away.Add(source);
        Sources[source].Fault = fault;
    }

    public void Dispose()
    {
        if (service.Evidence is not null)
        {
            Takes(TimeSpan.Zero);
        }
    }
}
