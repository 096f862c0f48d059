namespace IncidentAgent.Notifications;

/// <summary>One destination that people read.</summary>
public interface INotificationChannel
{
    /// <summary>The kind and the configured name: <c>slack:ops</c>. What routing rules, the outbox and the metrics call it.</summary>
    string Destination { get; }

    /// <summary>How fast it may be sent to.</summary>
    SendRate Rate { get; }

    /// <summary>
    /// Sends once: no retries inside. Never throws for anything the destination or the network does; an attempt that outlives
    /// <paramref name="cancellation"/> is <see cref="DeliveryOutcome.Unknown"/>.
    /// </summary>
    Task<DeliveryOutcome> SendAsync(Announcement announcement, CancellationToken cancellation);
}

/// <summary>So many announcements in that window, and as many may go out at once after a quiet time.</summary>
public sealed record SendRate(int Announcements, TimeSpan Window)
{
    /// <summary>No more in any second than its share of the minute, but at least one at a time.</summary>
    public static SendRate Spread(int perMinute) =>
        perMinute < 60 ? new SendRate(1, TimeSpan.FromMinutes(1) / perMinute) : new SendRate(perMinute / 60, TimeSpan.FromSeconds(1));
}
