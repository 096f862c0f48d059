using System.Collections.Immutable;
using System.Text.Json;
using IncidentAgent.Alerts;
using IncidentAgent.Incidents;

namespace IncidentAgent.Storage;

/// <summary>
/// Reads the head of an incident as <see cref="WrittenJson"/> wrote it. Field by field: the serializer would compile code for the type of each field
/// first, and the sender of the first alert after a start would wait for that.
/// </summary>
internal static class HeadJson
{
    /// <exception cref="JsonException">It is not JSON, or null stands where a text belongs.</exception>
    /// <exception cref="KeyNotFoundException">A field is missing that every head has.</exception>
    /// <exception cref="InvalidOperationException">A value is of another kind than its field.</exception>
    /// <exception cref="FormatException">A number or an instant is none.</exception>
    /// <exception cref="ArgumentException">A status, severity or step has no such name.</exception>
    public static Incident Read(string head)
    {
        using var document = JsonDocument.Parse(head);
        var json = document.RootElement;
        return new Incident
        {
            Id = IncidentId.Parse(Text(json.GetProperty("id")), null),
            Key = Text(json.GetProperty("key")),
            Status = Word<IncidentStatus>(json.GetProperty("status")),
            Severity = Word<Severity>(json.GetProperty("severity")),
            Title = Text(json.GetProperty("title")),
            OpenedAt = json.GetProperty("openedAt").GetDateTimeOffset(),
            StartedAt = json.GetProperty("startedAt").GetDateTimeOffset(),
            AcknowledgedAt = Instant(json, "acknowledgedAt"),
            AcknowledgedBy = TextOrNull(json, "acknowledgedBy"),
            ResolvedAt = Instant(json, "resolvedAt"),
            ResolvedBy = TextOrNull(json, "resolvedBy"),
            ClosedAt = Instant(json, "closedAt"),
            EscalateTo = Find(json, "escalateTo") is { } destinations ? Texts(destinations) : null,
            EscalatedAt = Instant(json, "escalatedAt"),
            Reopened = Count(json, "reopened"),
            FiringAlerts = Count(json, "firingAlerts"),
            ResolvedAlerts = Count(json, "resolvedAlerts"),
            Services = Texts(Find(json, "services")),
            CommonLabels = Labels(Find(json, "commonLabels")),
            RunbookUrl = TextOrNull(json, "runbookUrl"),
            InvestigatedAt = Instant(json, "investigatedAt"),
            AnnouncedTo = Texts(Find(json, "announcedTo")),
            StuckSteps = Steps(Find(json, "stuckSteps")),
            HasBeenStuck = Find(json, "hasBeenStuck")?.GetBoolean() ?? false,
            Revision = Count(json, "revision"),
        };
    }

    /// <summary>What an earlier version did not write yet is not there, nor is what has no value.</summary>
    private static JsonElement? Find(JsonElement head, string name) =>
        head.TryGetProperty(name, out var found) && found.ValueKind is not JsonValueKind.Null ? found : null;

    private static string Text(JsonElement value) => value.GetString() ?? throw new JsonException("A stored incident has null where a text belongs.");

    private static string? TextOrNull(JsonElement head, string name) => Find(head, name)?.GetString();

    private static DateTimeOffset? Instant(JsonElement head, string name) => Find(head, name)?.GetDateTimeOffset();

    private static int Count(JsonElement head, string name) => Find(head, name)?.GetInt32() ?? 0;

    private static T Word<T>(JsonElement value)
        where T : struct, Enum => Enum.Parse<T>(Text(value));

    private static ImmutableArray<string> Texts(JsonElement? list)
    {
        var texts = ImmutableArray<string>.Empty;
        foreach (var item in list?.EnumerateArray() ?? default)
        {
            texts = texts.Add(Text(item));
        }

        return texts;
    }

    private static ImmutableArray<StepKind> Steps(JsonElement? list)
    {
        var steps = ImmutableArray<StepKind>.Empty;
        foreach (var item in list?.EnumerateArray() ?? default)
        {
            steps = steps.Add(Word<StepKind>(item));
        }

        return steps;
    }

    private static ImmutableSortedDictionary<string, string> Labels(JsonElement? map)
    {
        var labels = ImmutableSortedDictionary<string, string>.Empty;
        foreach (var label in map?.EnumerateObject() ?? default)
        {
            labels = labels.SetItem(label.Name, Text(label.Value));
        }

        return labels;
    }
}
