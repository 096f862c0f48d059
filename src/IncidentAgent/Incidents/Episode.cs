using IncidentAgent.Alerts;

namespace IncidentAgent.Incidents;

/// <summary>
/// The last episode known of one alert. A value without references, 64 bytes long: there are as many as alerts, and the garbage collector has nothing to
/// look for in them.
/// </summary>
internal readonly record struct Episode
{
    private readonly long _startsAt;
    private readonly long _lastSeen;
    private readonly OptionalInstant _endedAt;
    private readonly byte _status;

    /// <summary>Its row in the store.</summary>
    public required long Row { get; init; }

    /// <summary>The incident it belongs to.</summary>
    public required IncidentId Incident { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartsAt
    {
        get => new(_startsAt, TimeSpan.Zero);
        init => _startsAt = value.UtcTicks;
    }

    /// <summary>Whether it still fires.</summary>
    public required AlertStatus Status
    {
        get => (AlertStatus)_status;
        init => _status = (byte)value;
    }

    /// <summary>Stands for labels and annotations (<see cref="AlertKey.ContentOf"/>), to see whether a repeat says something new.</summary>
    public required UInt128 Content { get; init; }

    /// <summary>When the sender last spoke of it, as it is in the store; at most <see cref="IncidentPolicy.SeenWithin"/> behind.</summary>
    public required DateTimeOffset LastSeen
    {
        get => new(_lastSeen, TimeSpan.Zero);
        init => _lastSeen = value.UtcTicks;
    }

    /// <summary>The end that was last reported of it, also where it fires again since; <see langword="null"/> when none was.</summary>
    public DateTimeOffset? EndedAt
    {
        get => _endedAt;
        init => _endedAt = value;
    }
}
