using System.Text.Json;

namespace IncidentAgent.Specs.Support;

/// <summary>One alert as a scenario speaks of it.</summary>
/// <param name="Service">Decides which incident it belongs to; empty for an alert without that label.</param>
/// <param name="Name">The label <c>alertname</c>.</param>
public sealed record AlertOf(string Service, string Name = "HighLatency")
{
    public bool Firing { get; init; } = true;

    public string Severity { get; init; } = "critical";

    /// <summary>Further labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>When it began; <see langword="null"/> for a minute before the run began.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    public string Summary => $"{Name} of {(Service.Length > 0 ? Service : "no service")}";
}

/// <summary>Notifications as Alertmanager sends them, version 4.</summary>
public static class Notification
{
    /// <summary>One start for all alerts of a run: a repeat has to be recognised by its start.</summary>
    public static readonly DateTimeOffset Began = DateTimeOffset.UtcNow.AddMinutes(-1);

    public static string Of(params IReadOnlyList<AlertOf> alerts) => Of(Group(alerts[0]), alerts);

    /// <param name="group">What its sender calls the group.</param>
    /// <param name="alerts">In the order they are sent.</param>
    public static string Of(string group, IReadOnlyList<AlertOf> alerts) => JsonSerializer.Serialize(new
    {
        version = "4",
        receiver = "incident-agent",
        status = alerts.Any(alert => alert.Firing) ? "firing" : "resolved",
        groupKey = group,
        truncatedAlerts = 0,
        alerts = alerts.Select(Alert),
    });

    private static string Group(AlertOf alert) => $"{{}}:{{service=\"{alert.Service}\"}}";

    private static object Alert(AlertOf alert)
    {
        var began = alert.StartsAt ?? Began;
        var labels = new Dictionary<string, string>(alert.Labels) { ["alertname"] = alert.Name, ["severity"] = alert.Severity };
        if (alert.Service.Length > 0)
        {
            labels["service"] = alert.Service;
        }

        return new
        {
            status = alert.Firing ? "firing" : "resolved",
            labels,
            annotations = new { summary = alert.Summary },
            startsAt = began,
            endsAt = alert.Firing ? DateTimeOffset.MinValue : began.AddSeconds(30),
            generatorURL = $"http://prometheus.example/graph?g0.expr={Uri.EscapeDataString($"latency_seconds{{service=\"{alert.Service}\"}} > 0.5")}",
            fingerprint = $"{alert.Service}/{alert.Name}",
        };
    }
}
