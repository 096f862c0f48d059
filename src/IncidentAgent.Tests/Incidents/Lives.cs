using IncidentAgent.Alerts;
using IncidentAgent.Incidents;
using IncidentAgent.Notifications;
using Route = IncidentAgent.Notifications.Route;

namespace IncidentAgent.Tests.Incidents;

/// <summary>The life of one key's incidents, told step by step without a store or a clock: each step says when it happens.</summary>
internal sealed class Lives : INumbers
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private long _incidents;
    private long _rows;

    public Lives() => Policy = new IncidentPolicy
    {
        ReopenWindow = TimeSpan.FromMinutes(30),
        LateNoticeWithin = TimeSpan.FromMinutes(1),
        StaleAfter = TimeSpan.FromHours(24),
        RememberAlertsFor = TimeSpan.FromDays(7),
        StepAttempts = 3,
        GiveUpAfter = TimeSpan.FromHours(24),
        Backoff = attempt => TimeSpan.FromSeconds(attempt),
        HearsUpdates = _ => true,
        Route = (_, _) => new Route(["slack:ops", "pagerduty:primary"], null, []),
        Numbers = this,
    };

    public IncidentPolicy Policy { get; init; }

    public IncidentTrack Track { get; set; } = new() { Key = "service=payments" };

    public Changes Changes { get; private set; } = new();

    public IncidentCase Newest => Track.Newest!;

    public Incident Incident => Newest.Incident;

    public static Alert Alert(
        string name, AlertStatus status = AlertStatus.Firing, DateTimeOffset? startsAt = null, string severity = "critical", string? summary = null) => new()
        {
            Source = "alertmanager",
            Fingerprint = name,
            Status = status,
            StartsAt = startsAt ?? Noon,
            EndsAt = status is AlertStatus.Resolved ? (startsAt ?? Noon).AddMinutes(1) : null,
            Labels = new Dictionary<string, string> { ["alertname"] = name, ["service"] = "payments", ["severity"] = severity },
            Annotations = new Dictionary<string, string> { ["summary"] = summary ?? $"{name} is bad" },
        };

    public static Alert Over(string name, DateTimeOffset? startsAt = null) => Alert(name, AlertStatus.Resolved, startsAt);

    public IReadOnlyList<Observed> Deliver(DateTimeOffset now, params Alert[] alerts)
    {
        var observed = Decide(now, alerts);
        Track.Episodes.TakeIn();
        return observed;
    }

    /// <summary>A delivery that is not committed yet.</summary>
    public IReadOnlyList<Observed> Decide(DateTimeOffset now, params Alert[] alerts)
    {
        Changes = new Changes();
        (Track, var observed) = Track.Observe(alerts, now, Policy, Changes);
        return observed;
    }

    public void Do(Func<IncidentCase, Changes, IncidentCase> change)
    {
        Changes = new Changes();
        Track = Track.With(change(Newest, Changes));
    }

    public void Run(StepKind step, StepResult result, DateTimeOffset now)
    {
        Do((one, _) => one.BeginStep(step, now, TimeSpan.FromMinutes(1))!.Value.Next);
        Do((one, changes) => one.EndStep(step, result, now, Policy, changes));
    }

    /// <summary><see langword="null"/> when nothing is due there.</summary>
    public Outgoing? Claim(string destination, DateTimeOffset now)
    {
        Outgoing? claimed = null;
        Do((one, changes) =>
        {
            var claim = one.Claim(destination, now, changes);
            claimed = claim?.Claimed;
            return claim?.Next ?? one;
        });
        return claimed;
    }

    public void Settle(string destination, Outgoing claimed, DeliveryOutcome outcome, DateTimeOffset now) =>
        Do((one, changes) => one.Settle(destination, claimed.Row, outcome, now, Policy, changes));

    public IncidentId NextIncident() => new(++_incidents);

    public long NextAlert() => ++_rows;

    public long NextAnnouncement() => ++_rows;
}
