using IncidentAgent.Incidents;

namespace IncidentAgent.Postmortems;

/// <summary>How long an incident took to reach each point that is recorded; <see langword="null"/> where it is not.</summary>
/// <param name="ToDetect">From the first alert's start, by its sender's clock, to its arrival; <see langword="null"/> when the clocks disagree.</param>
/// <param name="ToAnnounce">From the arrival to the first delivered announcement.</param>
/// <param name="FirstToldTo">The destination of that announcement; empty when there is none.</param>
/// <param name="ToAcknowledge">From the arrival to the acknowledgement that holds.</param>
/// <param name="ToResolve">From the arrival to the resolution that holds.</param>
internal sealed record Milestones(TimeSpan? ToDetect, TimeSpan? ToAnnounce, string FirstToldTo, TimeSpan? ToAcknowledge, TimeSpan? ToResolve)
{
    public static Milestones Of(IncidentRecord record)
    {
        var incident = record.Incident;
        var first = record.Announcements
            .Where(announcement => announcement is { State: AnnouncementState.Sent, SentAt: not null })
            .MinBy(announcement => announcement.SentAt);
        return new(
            NotNegative(incident.OpenedAt - incident.StartedAt),
            NotNegative(first?.SentAt - incident.OpenedAt),
            first?.Destination ?? "",
            NotNegative(incident.AcknowledgedAt - incident.OpenedAt),
            NotNegative(incident.ResolvedAt - incident.OpenedAt));
    }

    private static TimeSpan? NotNegative(TimeSpan? span) => span < TimeSpan.Zero ? null : span;
}
