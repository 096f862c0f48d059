using IncidentAgent.Incidents;

namespace IncidentAgent.Notifications;

/// <summary>What one destination is to be told now, about the incident as it stands at the moment of sending.</summary>
public sealed record Announcement
{
    /// <summary>The same on every attempt, different for every announcement: <c>installation/INC-000042/slack:ops/7</c>.</summary>
    public required string Key { get; init; }

    public required AnnouncementKind Kind { get; init; }

    public required Incident Incident { get; init; }

    /// <summary>The same for everything this incident sends to anyone, for its whole life, unique across installations: 64 hex digits.</summary>
    public required string IncidentKey { get; init; }

    /// <summary>What happened, in one plain line; label values in it are not escaped.</summary>
    public required string Text { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What the destination answered to its first announcement of this incident (Slack's message id); <see langword="null"/> before that.</summary>
    public string? Receipt { get; init; }

    /// <summary>An earlier attempt may have arrived although no answer was seen: a destination without idempotency looks before it sends again.</summary>
    public bool MayHaveArrived { get; init; }

    /// <summary>Where a person sees the incident; <see langword="null"/> when the agent does not know its own public address.</summary>
    public string? IncidentUrl { get; init; }
}

public enum AnnouncementKind
{
    Opened,

    /// <summary>Its alerts have changed. Only the newest of several waiting updates is sent.</summary>
    Updated,

    /// <summary>Evidence has been gathered.</summary>
    Investigated,

    /// <summary>It is worse than it was.</summary>
    SeverityRaised,
    Acknowledged,
    Escalated,
    Reopened,
    Resolved,

    /// <summary>A step was given up and needs a person.</summary>
    Stuck,
}
