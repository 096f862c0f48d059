using System.Text.Json;

namespace IncidentAgent.StandIns;

/// <summary>What makes PagerDuty answer 400 to an event.</summary>
internal static class PagerDutyRules
{
    private const int MostBytes = 512_000;

    /// <summary>Everything that is wrong with the event, in PagerDuty's words where they are known; empty when it is right.</summary>
    public static IReadOnlyList<string> Faults(Exchange request)
    {
        if (request.RawBody.Length > MostBytes)
        {
            return [$"Event size exceeds maximum of {MostBytes} bytes"];
        }

        return request.Body is { ValueKind: JsonValueKind.Object } one ? [.. Faults(one)] : ["JSON is invalid"];
    }

    private static IEnumerable<string> Faults(JsonElement one)
    {
        if (one.Text("routing_key") is not { Length: 32 })
        {
            yield return "'routing_key' is missing or not 32 characters long";
        }

        var action = one.Text("event_action");
        if (action is not ("trigger" or "acknowledge" or "resolve"))
        {
            yield return "'event_action' is missing or not one of trigger, acknowledge, resolve";
        }

        if (Runes(one.Text("dedup_key")) > 255)
        {
            yield return "'dedup_key' is longer than 255 characters";
        }

        if (action is "acknowledge" or "resolve" && string.IsNullOrWhiteSpace(one.Text("dedup_key")))
        {
            yield return "'dedup_key' is missing or blank";
        }

        if (action != "trigger")
        {
            yield break;
        }

        if (!one.TryGetProperty("payload", out var payload) || payload.ValueKind is not JsonValueKind.Object)
        {
            yield return "'payload' is missing or blank";
            yield break;
        }

        foreach (var fault in PayloadFaults(payload))
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> PayloadFaults(JsonElement payload)
    {
        if (string.IsNullOrWhiteSpace(payload.Text("summary")))
        {
            yield return "'payload.summary' is missing or blank";
        }

        if (Runes(payload.Text("summary")) > 1024)
        {
            yield return "'payload.summary' is longer than 1024 characters";
        }

        if (string.IsNullOrWhiteSpace(payload.Text("source")))
        {
            yield return "'payload.source' is missing or blank";
        }

        if (payload.Text("severity") is not ("critical" or "error" or "warning" or "info"))
        {
            yield return "'payload.severity' is invalid (must be one of the following: 'critical', 'warning', 'error' or 'info')";
        }
    }

    private static int Runes(string? text) => text?.EnumerateRunes().Count() ?? 0;
}

internal static class JsonReading
{
    /// <summary>A member that is a string; <see langword="null"/> when there is none or it is something else.</summary>
    public static string? Text(this JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;
}
