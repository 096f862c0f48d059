namespace IncidentAgent.Notifications;

/// <summary>What became of one attempt to send.</summary>
public abstract record DeliveryOutcome
{
    private DeliveryOutcome() { }

    /// <summary>The destination has it.</summary>
    /// <param name="Receipt">What later announcements of this incident need to refer to it; <see langword="null"/> keeps the one there is.</param>
    public sealed record Delivered(string? Receipt = null) : DeliveryOutcome;

    /// <summary>It did not arrive; try again.</summary>
    /// <param name="Reason">One line for a person.</param>
    /// <param name="After">The destination's own word on when; it then holds for everything sent there. <see langword="null"/> leaves it to the schedule.</param>
    public sealed record Retry(string Reason, TimeSpan? After = null) : DeliveryOutcome;

    /// <summary>No answer was seen: it may have arrived. Tried again with <see cref="Announcement.MayHaveArrived"/> set.</summary>
    public sealed record Unknown(string Reason) : DeliveryOutcome;

    /// <summary>The destination will never take it: it is kept as a dead letter with this reason, and others are told instead.</summary>
    public sealed record Refused(string Reason) : DeliveryOutcome;
}
