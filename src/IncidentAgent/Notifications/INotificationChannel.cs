namespace IncidentAgent.Notifications;

/// <summary>One destination that people read.</summary>
public interface INotificationChannel
{
    /// <summary>The kind and the configured name: <c>slack:ops</c>. What routing rules, the outbox and the metrics call it.</summary>
    string Destination { get; }

    /// <summary>How fast it may be sent to.</summary>
    SendRate Rate { get; }

    /// <summary>
    /// Whether it wants to hear of every change of an incident's alerts (<see cref="AnnouncementKind.Updated"/>); else none is made for it, and nothing that
    /// wakes somebody waits behind one.
    /// </summary>
    bool HearsUpdates => true;

    /// <summary>
    /// Sends once: no retries inside, and within <c>Notifications:Timeout</c>. Never throws for anything the destination or the network
    /// does; an attempt that outlives <paramref name="cancellation"/> is <see cref="DeliveryOutcome.Unknown"/>.
    /// </summary>
    Task<DeliveryOutcome> SendAsync(Announcement announcement, CancellationToken cancellation);
}

/// <summary>So many announcements in that window, and as many may go out at once after a quiet time.</summary>
public sealed record SendRate(int Announcements, TimeSpan Window)
{
    /// <summary>One after the other up to one a second; above that, what falls into a second at once.</summary>
    public static SendRate Even(int perMinute)
    {
        var atOnce = Math.Max(1, perMinute / 60);
        return new SendRate(atOnce, TimeSpan.FromMinutes((double)atOnce / perMinute));
    }
}
