using System.Text.Json;

namespace IncidentAgent.Alerts;

/// <summary>The agent's own format, for every sender that is not Alertmanager. <c>id</c>, <c>status</c> and <c>startsAt</c> are required.</summary>
internal static class EventsFormat
{
    public const string Route = "events";

    public static ParsedPayload Read(JsonElement payload, string source, IntakeOptions limits) =>
        AlertReader.Read(payload, AlertsJson.Default.EventAlert, limits, alert => Convert(alert, source));

    private static (Alert?, string?) Convert(EventAlert alert, string source)
    {
        if (string.IsNullOrWhiteSpace(alert.Id))
        {
            return (null, ".id is missing; it must be the same in every report of one alert");
        }

        if (AlertReader.Status(alert.Status) is not { } status)
        {
            return (null, $".status is {(alert.Status is null ? "missing" : "unknown")}; it must be 'firing' or 'resolved'");
        }

        if (alert.StartsAt is not { } startsAt)
        {
            return (null, ".startsAt is missing; without it a second episode cannot be told from a repeat");
        }

        var labels = new Dictionary<string, string>(alert.Labels ?? []);
        Add(labels, "service", alert.Service);
        Add(labels, "severity", alert.Severity);
        var annotations = new Dictionary<string, string>();
        Add(annotations, "summary", alert.Summary);
        return (new Alert
        {
            Source = source,
            Fingerprint = alert.Id,
            Status = status,
            StartsAt = AlertReader.Micros(startsAt),
            EndsAt = status is AlertStatus.Resolved && alert.EndsAt is { } endsAt ? AlertReader.Micros(endsAt) : null,
            Labels = labels,
            Annotations = annotations,
            Links = alert.Links ?? [],
        }, null);
    }

    private static void Add(Dictionary<string, string> map, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            map[name] = value;
        }
    }
}

/// <summary>The agent's own format; for the API's description, since a request is read one alert at a time.</summary>
/// <param name="Alerts">Any number up to <c>Intake:MaxAlerts</c>.</param>
internal sealed record EventsPayload(IReadOnlyList<EventAlert> Alerts);

internal sealed class EventAlert
{
    public string? Id { get; init; }

    public string? Status { get; init; }

    public string? Severity { get; init; }

    public string? Summary { get; init; }

    public string? Service { get; init; }

    public Dictionary<string, string>? Labels { get; init; }

    public DateTimeOffset? StartsAt { get; init; }

    public DateTimeOffset? EndsAt { get; init; }

    public List<string>? Links { get; init; }
}
