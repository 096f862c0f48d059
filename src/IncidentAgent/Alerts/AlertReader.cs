using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace IncidentAgent.Alerts;

/// <summary>Reads the array <c>alerts</c> of a payload one alert at a time, so that one broken alert costs only itself.</summary>
internal static class AlertReader
{
    public static ParsedPayload Read<T>(
        JsonElement payload, JsonTypeInfo<T> type, IntakeOptions limits, Func<T, (Alert? Alert, string? Error)> convert)
    {
        if (payload.ValueKind is not JsonValueKind.Object)
        {
            return ParsedPayload.NotAPayload($"The payload is a JSON {Word(payload.ValueKind)}; it must be an object with an array 'alerts'");
        }

        if (!payload.TryGetProperty("alerts", out var array))
        {
            return ParsedPayload.NotAPayload("alerts: is missing; a payload has an array 'alerts'");
        }

        if (array.ValueKind is not JsonValueKind.Array)
        {
            return ParsedPayload.NotAPayload($"alerts: is a {Word(array.ValueKind)}; it must be an array");
        }

        List<Alert> alerts = new(Math.Min(array.GetArrayLength(), limits.MaxAlerts));
        List<RefusedAlert> refused = [];
        var index = 0;
        foreach (var element in array.EnumerateArray())
        {
            if (index == limits.MaxAlerts)
            {
                refused.Add(Beyond(array, limits.MaxAlerts));
                break;
            }

            var (alert, error) = ReadOne(element, type, limits, convert);
            if (alert is not null)
            {
                alerts.Add(alert);
            }
            else
            {
                refused.Add(new RefusedAlert($"alerts[{index}]{(error!.StartsWith('.') ? "" : " ")}{error}", element.GetRawText()));
            }

            index++;
        }

        return new ParsedPayload(alerts, refused);
    }

    /// <summary>All of them as one entry: a body of 16 MiB has room for millions of empty ones.</summary>
    private static RefusedAlert Beyond(JsonElement array, int most)
    {
        var excess = array.GetArrayLength() - most;
        return new RefusedAlert(
            $"alerts[{most}] and what follows, {excess} of {excess + most}, are beyond the {most} alerts that one payload may hold (Intake:MaxAlerts)",
            $"[{string.Join(',', array.EnumerateArray().Skip(most).Select(element => element.GetRawText()))}]", excess);
    }

    private static (Alert?, string?) ReadOne<T>(
        JsonElement element, JsonTypeInfo<T> type, IntakeOptions limits, Func<T, (Alert?, string?)> convert)
    {
        if (element.ValueKind is not JsonValueKind.Object)
        {
            return (null, $"is a {Word(element.ValueKind)}; it must be an object");
        }

        try
        {
            var (alert, error) = convert(element.Deserialize(type)!);
            return alert is null ? (null, error) : Check(alert, limits) is { } tooBig ? (null, tooBig) : (alert, null);
        }
        catch (JsonException e)
        {
            var path = e.Path?.TrimStart('$') ?? "";
            return (null, path.Length == 0 ? "does not have the shape of an alert" : $"{path} does not have the type it must have, or holds text that is not valid Unicode");
        }
    }

    private static string? Check(Alert alert, IntakeOptions limits) =>
        TooLong(".fingerprint or id", alert.Fingerprint, limits.MaxLabelLength, nameof(IntakeOptions.MaxLabelLength))
        ?? TooLong(".generatorURL", alert.GeneratorUrl, limits.MaxAnnotationLength, nameof(IntakeOptions.MaxAnnotationLength))
        ?? Check(alert.Links, limits)
        ?? Check(".labels", alert.Labels, limits.MaxLabels, limits.MaxLabelLength, nameof(IntakeOptions.MaxLabelLength))
        ?? Check(".annotations", alert.Annotations, limits.MaxLabels, limits.MaxAnnotationLength, nameof(IntakeOptions.MaxAnnotationLength));

    private static string? Check(IReadOnlyList<string> links, IntakeOptions limits) => links switch
    {
        _ when links.Count > limits.MaxLabels =>
            $".links has {links.Count} entries; at most {limits.MaxLabels} are taken (Intake:{nameof(IntakeOptions.MaxLabels)})",
        _ when links.Any(link => link is null) => ".links holds null; each must be a string",
        _ => TooLong(".links", links.MaxBy(link => link.Length), limits.MaxAnnotationLength, nameof(IntakeOptions.MaxAnnotationLength)),
    };

    private static string? TooLong(string field, string? text, int longest, string option) => text?.Length > longest
        ? $"{field} has {text.Length} characters; at most {longest} are taken (Intake:{option})"
        : null;

    private static string? Check(string field, IReadOnlyDictionary<string, string> map, int most, int longest, string option)
    {
        if (map.Count > most)
        {
            return $"{field} has {map.Count} entries; at most {most} are taken (Intake:{nameof(IntakeOptions.MaxLabels)})";
        }

        foreach (var (name, value) in map)
        {
            if (value is null)
            {
                return $"{field}.{Short(name)} is null; it must be a string";
            }

            if (name.Length > longest || value.Length > longest)
            {
                return $"{field}.{Short(name)} has {Math.Max(name.Length, value.Length)} characters; at most {longest} are taken (Intake:{option})";
            }
        }

        return null;
    }

    /// <summary>The instant as it is stored: whole microseconds.</summary>
    public static DateTimeOffset Micros(DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    public static AlertStatus? Status(string? word) => word switch
    {
        "firing" => AlertStatus.Firing,
        "resolved" => AlertStatus.Resolved,
        _ => null,
    };

    private static string Short(string name) => name.Length <= 64 ? name : $"{name[..64]}…";

    private static string Word(JsonValueKind kind) => kind is JsonValueKind.True or JsonValueKind.False ? "boolean" : kind.ToString().ToLowerInvariant();
}
