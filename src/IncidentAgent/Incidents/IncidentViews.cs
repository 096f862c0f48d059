using IncidentAgent.Alerts;
using IncidentAgent.Investigation;
using IncidentAgent.Notifications;

namespace IncidentAgent.Incidents;

/// <param name="Incidents">Newest first.</param>
/// <param name="Next">Give it back as <c>cursor</c> for the next page; <see langword="null"/> on the last one.</param>
internal sealed record IncidentList(IReadOnlyList<IncidentSummary> Incidents, string? Next);

/// <summary>An incident in a list.</summary>
internal sealed record IncidentSummary
{
    private readonly Incident _incident;

    public IncidentSummary(Incident incident) => _incident = incident;

    public IncidentId Id => _incident.Id;

    public IncidentStatus Status => _incident.Status;

    public Severity Severity => _incident.Severity;

    public string Title => _incident.Title;

    public DateTimeOffset StartedAt => _incident.StartedAt;

    public DateTimeOffset OpenedAt => _incident.OpenedAt;

    public DateTimeOffset? AcknowledgedAt => _incident.AcknowledgedAt;

    public string? AcknowledgedBy => _incident.AcknowledgedBy;

    /// <summary>When the last investigation ended; <see langword="null"/> until one has.</summary>
    public DateTimeOffset? InvestigatedAt => _incident.InvestigatedAt;

    public DateTimeOffset? EscalatedAt => _incident.EscalatedAt;

    public DateTimeOffset? ResolvedAt => _incident.ResolvedAt;

    public string? ResolvedBy => _incident.ResolvedBy;

    public DateTimeOffset? ClosedAt => _incident.ClosedAt;

    public IReadOnlyList<string> Services => _incident.Services;

    public IReadOnlyDictionary<string, string> CommonLabels => _incident.CommonLabels;

    public int FiringAlerts => _incident.FiringAlerts;

    public int ResolvedAlerts => _incident.ResolvedAlerts;

    public int Reopened => _incident.Reopened;

    public string? RunbookUrl => _incident.RunbookUrl;

    /// <summary>Steps that were given up and wait for a person.</summary>
    public IReadOnlyList<StepKind> StuckSteps => _incident.StuckSteps;
}

/// <summary>An incident with everything that is stored about it.</summary>
/// <param name="Incident">The head.</param>
/// <param name="Alerts">Every episode of every alert, in the order they arrived; at most the first 1000.</param>
/// <param name="Timeline">In the order things were committed.</param>
/// <param name="Findings">What the last investigation found; <see langword="null"/> until one has ended.</param>
/// <param name="Announcements">Who was told what.</param>
internal sealed record IncidentDetail(
    IncidentSummary Incident, IReadOnlyList<AlertView> Alerts, IReadOnlyList<TimelineEntry> Timeline, Findings? Findings,
    IReadOnlyList<AnnouncementView> Announcements);

/// <param name="Name">The label <c>alertname</c>, else the fingerprint.</param>
/// <param name="Summary">The annotation <c>summary</c>, else <c>description</c>, else the name.</param>
/// <param name="Source">Who sent it.</param>
/// <param name="Fingerprint">The sender's name for these labels.</param>
/// <param name="Status">Whether it fires.</param>
/// <param name="Stale">It fires, but its sender has not spoken of it for longer than <c>Incidents:StaleAfter</c>.</param>
/// <param name="StartsAt">By the sender's clock.</param>
/// <param name="EndsAt">By the sender's clock.</param>
/// <param name="LastSeen">By the agent's clock.</param>
/// <param name="Labels">As sent.</param>
/// <param name="Annotations">As sent.</param>
/// <param name="GeneratorUrl">Where the sender shows the rule.</param>
/// <param name="Links">Pages the sender named.</param>
internal sealed record AlertView(
    string Name, string Summary, string Source, string Fingerprint, AlertStatus Status, bool Stale, DateTimeOffset StartsAt, DateTimeOffset? EndsAt,
    DateTimeOffset LastSeen, IReadOnlyDictionary<string, string> Labels, IReadOnlyDictionary<string, string> Annotations, string? GeneratorUrl,
    IReadOnlyList<string> Links)
{
    public static AlertView Of(AlertRecord record, DateTimeOffset staleBefore)
    {
        var alert = record.Alert;
        return new AlertView(
            alert.Name, alert.Summary, alert.Source, alert.Fingerprint, alert.Status, alert.Status is AlertStatus.Firing && record.LastSeen < staleBefore,
            alert.StartsAt, alert.EndsAt, record.LastSeen, alert.Labels, alert.Annotations, alert.GeneratorUrl, alert.Links);
    }
}

/// <param name="Id">The incident.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="FiringAlerts">Alerts that fire.</param>
/// <param name="ResolvedAlerts">Alerts that are over.</param>
/// <param name="StuckSteps">Steps that wait for a person.</param>
internal sealed record IncidentState(IncidentId Id, IncidentStatus Status, int FiringAlerts, int ResolvedAlerts, IReadOnlyList<StepKind> StuckSteps);

/// <summary>The body of acknowledge, resolve and what is done with dead letters; it may be left out.</summary>
/// <param name="Actor">Who does it; default the credential's name.</param>
/// <param name="Note">A remark for the timeline.</param>
internal sealed record ActionBody(string? Actor, string? Note);

/// <param name="Actor">Who writes it; default the credential's name.</param>
/// <param name="Text">The note.</param>
internal sealed record NoteBody(string? Actor, string? Text);
