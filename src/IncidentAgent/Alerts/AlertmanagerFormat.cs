using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentAgent.Alerts;

/// <summary>
/// Alertmanager's webhook payload, version 4. Each alert's own status counts, never the group's: with <c>max_alerts</c> the group's is computed over
/// what was left after truncation. Unknown fields are ignored; only <c>status</c>, <c>startsAt</c> and labels or a fingerprint are required of an alert.
/// </summary>
internal sealed class AlertmanagerFormat : AlertFormat
{
    public static readonly AlertmanagerFormat Instance = new();

    public override string Route => "alertmanager";

    public override Alert? Read(ref Utf8JsonReader json, ReadOnlyMemory<byte> body, string source, out string? error)
    {
        string? status = null, generatorUrl = null, fingerprint = null;
        IReadOnlyDictionary<string, string>? labels = null, annotations = null;
        DateTimeOffset? startsAt = null, endsAt = null;
        error = null;
        while (error is null && JsonFields.NextField(ref json))
        {
            if (json.ValueTextEquals("status"u8))
            {
                error = JsonFields.TryText(ref json, out status) ? null : WrongType(".status");
            }
            else if (json.ValueTextEquals("labels"u8))
            {
                error = JsonFields.TryMap(ref json, body, out labels, out var at) ? null : WrongType(".labels", at);
            }
            else if (json.ValueTextEquals("annotations"u8))
            {
                error = JsonFields.TryMap(ref json, body, out annotations, out var at) ? null : WrongType(".annotations", at);
            }
            else if (json.ValueTextEquals("startsAt"u8))
            {
                error = JsonFields.TryInstant(ref json, out startsAt) ? null : WrongType(".startsAt");
            }
            else if (json.ValueTextEquals("endsAt"u8))
            {
                error = JsonFields.TryInstant(ref json, out endsAt) ? null : WrongType(".endsAt");
            }
            else if (json.ValueTextEquals("generatorURL"u8))
            {
                error = JsonFields.TryText(ref json, out generatorUrl) ? null : WrongType(".generatorURL");
            }
            else if (json.ValueTextEquals("fingerprint"u8))
            {
                error = JsonFields.TryUniqueText(ref json, out fingerprint) ? null : WrongType(".fingerprint");
            }
            else
            {
                json.Skip();
            }
        }

        if (error is not null)
        {
            return null;
        }

        if (Status(status) is not { } known)
        {
            error = $".status is {Said(status)}; it must be 'firing' or 'resolved'";
            return null;
        }

        if (startsAt is not { } start)
        {
            error = StartMissing;
            return null;
        }

        labels ??= LabelMap.Empty;
        if (string.IsNullOrEmpty(fingerprint) && labels.Count == 0)
        {
            error = ".labels is empty and there is no fingerprint; one of them must tell this alert from others";
            return null;
        }

        return new Alert
        {
            Source = source,
            Fingerprint = string.IsNullOrEmpty(fingerprint) ? Fingerprint(labels) : fingerprint,
            Status = known,
            StartsAt = AlertReader.Micros(start),
            EndsAt = known is AlertStatus.Resolved && endsAt is { Year: > 1 } end ? AlertReader.Micros(end) : null,
            Labels = labels,
            Annotations = annotations ?? LabelMap.Empty,
            GeneratorUrl = string.IsNullOrEmpty(generatorUrl) ? null : generatorUrl,
        };
    }

    /// <summary>For a sender that leaves it out: as Alertmanager's own, a digest of the labels alone, so that it is the same for every episode.</summary>
    private static string Fingerprint(IReadOnlyDictionary<string, string> labels)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in labels.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(name).Append('\u00ff').Append(value).Append('\u00ff');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8));
    }

    private static string Said(string? word) => word is null ? "missing" : $"'{(word.Length <= 32 ? word : word[..32] + "…")}'";
}

/// <summary>The part of Alertmanager's payload that is read; for the API's description, since a request is read one alert at a time.</summary>
/// <param name="GroupKey">Alertmanager's own grouping.</param>
/// <param name="Alerts">The whole group: those that fire, and those that ended since the last notification.</param>
internal sealed record AlertmanagerPayload(string? GroupKey, IReadOnlyList<AlertmanagerAlert> Alerts);

/// <summary>As <see cref="AlertmanagerPayload"/>, for the API's description.</summary>
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
