using BenchmarkDotNet.Attributes;
using IncidentAgent.Alerts;
using IncidentAgent.Incidents;
using Route = IncidentAgent.Notifications.Route;

namespace Benchmarks.Micro;

/// <summary>An alert finds its incident, which decides what follows from it.</summary>
public class CorrelateBenchmarks
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 2, 10, 0, TimeSpan.Zero);
    private static readonly string[] CorrelateBy = ["service"];

    private static readonly IncidentPolicy Policy = new()
    {
        ReopenWindow = TimeSpan.FromMinutes(30),
        LateNoticeWithin = TimeSpan.FromMinutes(1),
        StaleAfter = TimeSpan.FromDays(1),
        RememberAlertsFor = TimeSpan.FromDays(7),
        StepAttempts = 5,
        GiveUpAfter = TimeSpan.FromDays(1),
        Backoff = _ => TimeSpan.FromSeconds(1),
        HearsUpdates = _ => true,
        Route = (_, _) => new Route(["slack:ops"], null, []),
        Numbers = new Numbered(),
    };

    private IncidentTrack _track = new() { Key = "labels:service=payments" };
    private Alert[] _known = [];
    private Alert[] _new = [];

    /// <summary>How many alerts of the incident fire already.</summary>
    [Params(1, 10_000)]
    public int Firing { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        Alert[] firing = [.. Enumerable.Range(0, Firing).Select(number => Fires($"node-{number}"))];
        _track = _track.Observe(firing, Now, Policy, new Changes()).Next;
        _track.Episodes.TakeIn();
        (_known, _new) = ([firing[0]], [Fires("node-new")]);
    }

    [Benchmark]
    public string Key() => Correlation.KeyOf(_new[0], CorrelateBy);

    [Benchmark]
    public object ObserveANewAlert() => _track.Observe(_new, Now, Policy, new Changes()).Next;

    [Benchmark]
    public object ObserveAKnownAlert() => _track.Observe(_known, Now, Policy, new Changes()).Next;

    private static Alert Fires(string instance) => new()
    {
        Source = "alertmanager",
        Fingerprint = instance,
        Status = AlertStatus.Firing,
        StartsAt = Now,
        Labels = new Dictionary<string, string>
        {
            ["alertname"] = "HighLatency",
            ["instance"] = instance,
            ["service"] = "payments",
            ["severity"] = "critical",
        },
        Annotations = new Dictionary<string, string> { ["summary"] = "Requests take too long" },
    };

    private sealed class Numbered : INumbers
    {
        private long _last;

        public IncidentId NextIncident() => new(++_last);

        public long NextAlert() => ++_last;

        public long NextAnnouncement() => ++_last;
    }
}
