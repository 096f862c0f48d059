using IncidentAgent.Alerts;

namespace IncidentAgent.Notifications;

/// <summary>Writes announcements to the agent's own log: where people are told while no other destination is configured.</summary>
internal sealed partial class ConsoleChannel(ILogger<ConsoleChannel> logger) : INotificationChannel
{
    public const string TheDestination = "console";

    public string Destination => TheDestination;

    /// <summary>A log that has a line for each alert of a storm is of no use to anybody.</summary>
    public bool HearsUpdates => false;

    public SendRate Rate { get; } = new(1000, TimeSpan.FromSeconds(1));

    public Task<DeliveryOutcome> SendAsync(Announcement announcement, CancellationToken cancellation)
    {
        var incident = announcement.Incident;
        var level = incident is { IsOver: false, Severity: >= Severity.Error } ? LogLevel.Warning : LogLevel.Information;
        Announced(level, announcement.Text);
        return Task.FromResult<DeliveryOutcome>(new DeliveryOutcome.Delivered());
    }

    [LoggerMessage("{Text}")]
    private partial void Announced(LogLevel level, string text);
}
