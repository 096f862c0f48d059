using Route = IncidentAgent.Notifications.Route;

namespace IncidentAgent.Incidents;

/// <summary>What the life-cycle needs to know of configuration.</summary>
internal sealed record IncidentPolicy
{
    public required TimeSpan ReopenWindow { get; init; }

    /// <inheritdoc cref="IncidentOptions.LateNoticeWithin"/>
    public required TimeSpan LateNoticeWithin { get; init; }

    public required TimeSpan StaleAfter { get; init; }

    public required TimeSpan RememberAlertsFor { get; init; }

    /// <summary>
    /// How closely it is kept when a sender last spoke of an alert; what comes again within that time and says nothing new changes nothing. Small beside
    /// the times after which an alert is stale or forgotten.
    /// </summary>
    public TimeSpan SeenWithin => (StaleAfter < RememberAlertsFor ? StaleAfter : RememberAlertsFor) / 24;

    /// <summary>Alerts that are over and were last seen before then may be forgotten: they were last spoken of long enough ago.</summary>
    public DateTimeOffset ForgetBefore(DateTimeOffset now) => now - RememberAlertsFor - SeenWithin;

    /// <summary>A step that has failed so often is stuck.</summary>
    public required int StepAttempts { get; init; }

    /// <summary>An announcement that could not be delivered for so long is dead.</summary>
    public required TimeSpan GiveUpAfter { get; init; }

    /// <summary>How long to wait after the given number of failed attempts, at least 1.</summary>
    public required Func<int, TimeSpan> Backoff { get; init; }

    /// <summary>Whether a destination wants to hear of every change of an incident's alerts.</summary>
    public required Predicate<string> HearsUpdates { get; init; }

    public required Func<Incident, DateTimeOffset, Route> Route { get; init; }

    /// <summary>Where new numbers come from; never the same one twice.</summary>
    public required INumbers Numbers { get; init; }
}

/// <summary>Numbers for new rows. A number that was handed out and not committed may be missing afterwards; none is ever handed out again once committed.</summary>
internal interface INumbers
{
    IncidentId NextIncident();

    long NextAlert();

    long NextAnnouncement();
}
