using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IncidentAgent.Alerts;

namespace IncidentAgent.Tests.Alerts;

/// <summary>What a payload of Alertmanager's holds by System.Text.Json's own decoding: slower and plainer than the agent's reader, which has to agree with it.</summary>
internal static class DecodedAlerts
{
    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <exception cref="JsonException">It is not JSON.</exception>
    public static (IReadOnlyList<Alert> Alerts, IReadOnlyList<(string Reason, string Json)> Refused) Read(string payload, string source, IntakeOptions limits)
    {
        using var document = JsonDocument.Parse(payload, new JsonDocumentOptions { MaxDepth = limits.MaxNesting });
        var groupKey = document.RootElement.TryGetProperty("groupKey", out var key) && key.ValueKind is JsonValueKind.String ? key.GetString() : null;
        List<Alert> alerts = [];
        List<(string, string)> refused = [];
        foreach (var (index, element) in document.RootElement.GetProperty("alerts").EnumerateArray().Index())
        {
            var (alert, error) = ReadOne(element, source, groupKey);
            error ??= AlertLimits.Check(alert!, limits);
            if (error is null)
            {
                alerts.Add(alert!);
            }
            else
            {
                refused.Add(($"alerts[{index}]{(error.StartsWith('.') ? "" : " ")}{error}", element.GetRawText()));
            }
        }

        return (alerts, refused);
    }

    private static (Alert?, string?) ReadOne(JsonElement element, string source, string? groupKey)
    {
        if (element.ValueKind is not JsonValueKind.Object)
        {
            var kind = element.ValueKind is JsonValueKind.True or JsonValueKind.False ? "boolean" : element.ValueKind.ToString().ToLowerInvariant();
            return (null, $"is a {kind}; it must be an object");
        }

        try
        {
            return Convert(element.Deserialize<AlertmanagerAlert>(Names)!, source, groupKey);
        }
        catch (JsonException e)
        {
            return (null, $"{e.Path?.TrimStart('$')} does not have the type it must have, or holds text that is not valid Unicode");
        }
    }

    private static (Alert?, string?) Convert(AlertmanagerAlert alert, string source, string? groupKey)
    {
        AlertStatus? status = alert.Status switch { "firing" => AlertStatus.Firing, "resolved" => AlertStatus.Resolved, _ => null };
        var labels = alert.Labels ?? [];
        if (status is null)
        {
            return (null, $".status is {(alert.Status is { } word ? $"'{(word.Length > 32 ? word[..32] + "…" : word)}'" : "missing")}; it must be 'firing' or 'resolved'");
        }

        if (alert.StartsAt is null)
        {
            return (null, ".startsAt is missing; without it a second episode cannot be told from a repeat");
        }

        if (string.IsNullOrEmpty(alert.Fingerprint) && labels.Count == 0)
        {
            return (null, ".labels is empty and there is no fingerprint; one of them must tell this alert from others");
        }

        return (new Alert
        {
            Source = source,
            Fingerprint = string.IsNullOrEmpty(alert.Fingerprint) ? Fingerprint(labels) : alert.Fingerprint,
            Status = status.Value,
            StartsAt = Micros(alert.StartsAt.Value),
            EndsAt = status is AlertStatus.Resolved && alert.EndsAt is { Year: > 1 } endsAt ? Micros(endsAt) : null,
            Labels = labels,
            Annotations = alert.Annotations ?? [],
            GeneratorUrl = string.IsNullOrEmpty(alert.GeneratorUrl) ? null : alert.GeneratorUrl,
            GroupKey = groupKey,
        }, null);
    }

    private static string Fingerprint(Dictionary<string, string> labels) => System.Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Concat(labels.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}\u00ff{pair.Value}\u00ff")))).AsSpan(0, 8));

    private static DateTimeOffset Micros(DateTimeOffset instant) =>
        DateTimeOffset.UnixEpoch.AddTicks((instant - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond * TimeSpan.TicksPerMicrosecond);
}
