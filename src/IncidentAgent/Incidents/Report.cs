using IncidentAgent.Alerts;

namespace IncidentAgent.Incidents;

/// <summary>What one report says of an alert, as far as it takes to see whether that is known.</summary>
internal readonly record struct Report(AlertKey Key, UInt128 Content, DateTimeOffset StartsAt, AlertStatus Status)
{
    public static Report Of(Alert alert) => new(AlertKey.Of(alert), AlertKey.ContentOf(alert), alert.StartsAt, alert.Status);
}
