using IncidentAgent.Alerts;
using IncidentAgent.Notifications;

namespace IncidentAgent.Incidents;

/// <summary>Everything stored about one incident: what the API shows and what the postmortem is written from.</summary>
/// <param name="Incident">The head.</param>
/// <param name="Alerts">Every episode of every alert, in the order they arrived.</param>
/// <param name="Timeline">In the order things were committed.</param>
/// <param name="Announcements">In the order they were decided.</param>
public sealed record IncidentRecord(
    Incident Incident,
    IReadOnlyList<AlertRecord> Alerts,
    IReadOnlyList<TimelineEntry> Timeline,
    IReadOnlyList<AnnouncementRecord> Announcements);

/// <summary>One stored episode of an alert.</summary>
/// <param name="Alert">As last reported: a later report of the same episode may have changed its annotations or ended it.</param>
/// <param name="FirstSeen">When the agent first took it.</param>
/// <param name="LastSeen">When the sender last spoke of it; written at most once an hour while nothing else changes.</param>
public sealed record AlertRecord(Alert Alert, DateTimeOffset FirstSeen, DateTimeOffset LastSeen);

/// <summary>One announcement to one destination, and what became of it.</summary>
public sealed record AnnouncementRecord
{
    public required long Row { get; init; }

    public required IncidentId Incident { get; init; }

    public required string Destination { get; init; }

    public required AnnouncementKind Kind { get; init; }

    public required string Text { get; init; }

    public required AnnouncementState State { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    public int Attempts { get; init; }

    /// <summary>Why the last attempt did not deliver it; <see langword="null"/> when none has failed.</summary>
    public string? Reason { get; init; }
}

public enum AnnouncementState
{
    /// <summary>Waits to be sent, for the first time or again.</summary>
    Pending,

    /// <summary>Claimed: an attempt is under way, or was when the agent last stopped.</summary>
    Sending,
    Sent,

    /// <summary>A newer announcement to the same destination says it too: this one waited for its turn, or was given up and is tried again by that one.</summary>
    Superseded,

    /// <summary>Given up: the destination refused it or every attempt failed.</summary>
    Dead,

    /// <summary>Given up, and a person has said that nobody needs it any more.</summary>
    Dismissed,
}
