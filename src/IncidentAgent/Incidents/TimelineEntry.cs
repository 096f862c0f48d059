namespace IncidentAgent.Incidents;

/// <summary>One line of an incident's history, in the order things were committed; that alerts fired, where its time belongs.</summary>
/// <param name="At">The agent's clock, UTC.</param>
/// <param name="Kind">What sort of thing happened.</param>
/// <param name="Text">One sentence; label values in it are as the sender gave them and must be escaped where shown.</param>
/// <param name="Actor">The person who did it; <see langword="null"/> for the agent and for alerts.</param>
public sealed record TimelineEntry(DateTimeOffset At, TimelineKind Kind, string Text, string? Actor = null);

public enum TimelineKind
{
    Opened,
    AlertFired,
    AlertResolved,
    SeverityRaised,
    Acknowledged,
    Escalated,
    Resolved,
    Reopened,
    Closed,
    Note,
    Investigated,
    Announced,
    AnnouncementFailed,
    StepStuck,
}
