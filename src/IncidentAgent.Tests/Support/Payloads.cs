using System.Text.Json;

namespace IncidentAgent.Tests.Support;

/// <summary>Payloads as Alertmanager sends them: recorded ones, and made ones of any size.</summary>
public static class Payloads
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    /// <summary>One that a real Alertmanager sent, for example <c>firing-group-of-two</c>.</summary>
    public static string Recorded(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "alertmanager", $"{name}.json"));

    /// <summary>A notification of one group whose alerts all belong to one service.</summary>
    public static string Group(string service, params IEnumerable<MadeAlert> alerts) => JsonSerializer.Serialize(new
    {
        version = "4",
        receiver = "agent",
        status = alerts.Any(alert => alert.Firing) ? "firing" : "resolved",
        groupKey = $"{{}}:{{service=\"{service}\"}}",
        groupLabels = new { service },
        truncatedAlerts = 0,
        alerts = alerts.Select(alert => new
        {
            status = alert.Firing ? "firing" : "resolved",
            labels = new { alertname = alert.Name, service, severity = alert.Severity },
            annotations = new { summary = alert.Summary ?? $"{alert.Name} of {service}" },
            startsAt = alert.StartsAt ?? Noon,
            endsAt = alert.Firing ? DateTimeOffset.MinValue : (alert.StartsAt ?? Noon).AddMinutes(5),
            generatorURL = "",
            fingerprint = $"{service}/{alert.Name}",
        }),
    });
}

/// <summary>An alert of a made payload; its fingerprint is its service and name.</summary>
public sealed record MadeAlert(string Name, bool Firing = true, string Severity = "critical", DateTimeOffset? StartsAt = null, string? Summary = null);
