using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentAgent.Alerts;

/// <summary>
/// Alertmanager's webhook payload, version 4. Each alert's own status counts, never the group's: with <c>max_alerts</c> the group's is computed over
/// what was left after truncation. Unknown fields are ignored; only <c>status</c>, <c>startsAt</c> and labels or a fingerprint are required of an alert.
/// </summary>
internal static class AlertmanagerFormat
{
    public const string Route = "alertmanager";

    public static ParsedPayload Read(JsonElement payload, string source, IntakeOptions limits)
    {
        var groupKey = payload.ValueKind is JsonValueKind.Object && payload.TryGetProperty("groupKey", out var key)
            && key.ValueKind is JsonValueKind.String ? key.GetString() : null;
        return AlertReader.Read(payload, AlertsJson.Default.AlertmanagerAlert, limits, alert => Convert(alert, source, groupKey));
    }

    private static (Alert?, string?) Convert(AlertmanagerAlert alert, string source, string? groupKey)
    {
        if (AlertReader.Status(alert.Status) is not { } status)
        {
            return (null, $".status is {Said(alert.Status)}; it must be 'firing' or 'resolved'");
        }

        if (alert.StartsAt is not { } startsAt)
        {
            return (null, ".startsAt is missing; without it a second episode cannot be told from a repeat");
        }

        var labels = alert.Labels ?? [];
        if (string.IsNullOrEmpty(alert.Fingerprint) && labels.Count == 0)
        {
            return (null, ".labels is empty and there is no fingerprint; one of them must tell this alert from others");
        }

        return (new Alert
        {
            Source = source,
            Fingerprint = string.IsNullOrEmpty(alert.Fingerprint) ? Fingerprint(labels) : alert.Fingerprint,
            Status = status,
            StartsAt = AlertReader.Micros(startsAt),
            EndsAt = status is AlertStatus.Resolved && alert.EndsAt is { Year: > 1 } endsAt ? AlertReader.Micros(endsAt) : null,
            Labels = labels,
            Annotations = alert.Annotations ?? [],
            GeneratorUrl = string.IsNullOrEmpty(alert.GeneratorUrl) ? null : alert.GeneratorUrl,
            GroupKey = groupKey,
        }, null);
    }

    /// <summary>For a sender that leaves it out: as Alertmanager's own, a digest of the labels alone, so that it is the same for every episode.</summary>
    private static string Fingerprint(Dictionary<string, string> labels)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in labels.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(name).Append('\u00ff').Append(value).Append('\u00ff');
        }

        return System.Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8));
    }

    private static string Said(string? word) => word is null ? "missing" : $"'{(word.Length <= 32 ? word : word[..32] + "…")}'";
}

/// <summary>The part of Alertmanager's payload that is read; for the API's description, since a request is read one alert at a time.</summary>
/// <param name="GroupKey">Alertmanager's own grouping.</param>
/// <param name="Alerts">The whole group: those that fire, and those that ended since the last notification.</param>
internal sealed record AlertmanagerPayload(string? GroupKey, IReadOnlyList<AlertmanagerAlert> Alerts);

internal sealed class AlertmanagerAlert
{
    public string? Status { get; init; }

    public Dictionary<string, string>? Labels { get; init; }

    public Dictionary<string, string>? Annotations { get; init; }

    public DateTimeOffset? StartsAt { get; init; }

    public DateTimeOffset? EndsAt { get; init; }

    [JsonPropertyName("generatorURL")]
    public string? GeneratorUrl { get; init; }

    public string? Fingerprint { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AlertmanagerAlert))]
[JsonSerializable(typeof(EventAlert))]
internal sealed partial class AlertsJson : JsonSerializerContext;
