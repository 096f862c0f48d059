using System.Collections.Immutable;
using System.Globalization;
using IncidentAgent.Alerts;
using IncidentAgent.Incidents;
using IncidentAgent.Notifications;

namespace IncidentAgent.Tests.Postmortems;

/// <summary>An incident of two alerts on payments that ana acknowledged and that resolved itself after 4 min 12 s.</summary>
internal static class Records
{
    public static readonly DateTimeOffset Opened = DateTimeOffset.Parse("2026-11-23T12:17:20Z", CultureInfo.InvariantCulture);

    public static readonly TimeSpan StaleAfter = TimeSpan.FromHours(24);

    public static DateTimeOffset Written => Opened + TimeSpan.FromMinutes(6);

    public static IncidentRecord Payments { get; } = new(
        new Incident
        {
            Id = new IncidentId(42),
            Key = "service=payments",
            Status = IncidentStatus.Resolved,
            Severity = Severity.Critical,
            Title = "CPU usage above 90%",
            OpenedAt = Opened,
            StartedAt = Opened - TimeSpan.FromSeconds(15),
            AcknowledgedAt = Opened + TimeSpan.FromSeconds(90),
            AcknowledgedBy = "ana",
            ResolvedAt = Opened + TimeSpan.FromSeconds(252),
            ResolvedAlerts = 2,
            Services = ["payments"],
            CommonLabels = ImmutableSortedDictionary<string, string>.Empty.Add("alertname", "HighCPU").Add("service", "payments"),
            RunbookUrl = "https://runbooks.example.com/high-cpu",
        },
        [Alert("web-1", AlertStatus.Resolved), Alert("web-2", AlertStatus.Resolved)],
        [
            new(Opened, TimelineKind.Opened, "Opened by HighCPU"),
            new(Opened + TimeSpan.FromSeconds(90), TimelineKind.Acknowledged, "Acknowledged", "ana"),
            new(Opened + TimeSpan.FromSeconds(252), TimelineKind.Resolved, "The last alert was resolved"),
        ],
        [Announced("slack:ops", AnnouncementState.Sent, Opened + TimeSpan.FromSeconds(1.3)), Announced("pagerduty:main", AnnouncementState.Sent, Opened + TimeSpan.FromSeconds(2))]);

    public static AlertRecord Alert(string instance, AlertStatus status) => new(
        new Alert
        {
            Source = "alertmanager",
            Fingerprint = $"c16382333f27{instance}",
            Status = status,
            StartsAt = Opened - TimeSpan.FromSeconds(15),
            Labels = new Dictionary<string, string> { ["alertname"] = "HighCPU", ["service"] = "payments", ["instance"] = instance },
        },
        Opened,
        Opened);

    public static AnnouncementRecord Announced(string destination, AnnouncementState state, DateTimeOffset? sentAt, string? reason = null) => new()
    {
        Row = 1,
        Incident = new IncidentId(42),
        Destination = destination,
        Kind = AnnouncementKind.Opened,
        Text = "CPU usage above 90%",
        State = state,
        CreatedAt = Opened,
        SentAt = sentAt,
        Reason = reason,
    };

}
