using System.Text.Json;
using IncidentAgent.Alerts;

namespace IncidentAgent.Storage;

/// <summary>An alert as it is stored.</summary>
internal static class AlertJson
{
    /// <summary>Writes it, its labels and annotations as its sender wrote them where those bytes are at hand.</summary>
    public static void Write(Utf8JsonWriter json, Alert alert)
    {
        json.WriteStartObject();
        json.WriteString("source"u8, alert.Source);
        json.WriteString("fingerprint"u8, alert.Fingerprint);
        json.WriteString("status"u8, Enum.GetName(alert.Status));
        json.WriteString("startsAt"u8, alert.StartsAt);
        if (alert.EndsAt is { } endsAt)
        {
            json.WriteString("endsAt"u8, endsAt);
        }

        Write(json, "labels"u8, alert.Labels);
        Write(json, "annotations"u8, alert.Annotations);
        if (alert.GeneratorUrl is { } generatorUrl)
        {
            json.WriteString("generatorUrl"u8, generatorUrl);
        }

        if (alert.GroupKey is { } groupKey)
        {
            json.WriteString("groupKey"u8, groupKey);
        }

        // Also where there are none: what is not there is read as null.
        json.WriteStartArray("links"u8);
        for (var index = 0; index < alert.Links.Count; index++)
        {
            json.WriteStringValue(alert.Links[index]);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyDictionary<string, string> map)
    {
        json.WritePropertyName(name);
        if (map is LabelMap { Json: { IsEmpty: false } asSent })
        {
            json.WriteRawValue(asSent, skipInputValidation: true);
            return;
        }

        json.WriteStartObject();
        foreach (var (key, text) in map)
        {
            json.WriteString(key, text);
        }

        json.WriteEndObject();
    }

    /// <exception cref="JsonException">It is not the JSON of an alert.</exception>
    /// <exception cref="InvalidDataException">It is JSON's null.</exception>
    public static Alert Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, StoredJson.Default.Alert) ?? throw new InvalidDataException("A stored alert is the JSON value null.");
}
