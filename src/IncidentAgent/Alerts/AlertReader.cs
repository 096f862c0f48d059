using System.Text.Json;
using System.Text.Unicode;

namespace IncidentAgent.Alerts;

/// <summary>
/// Reads a payload in one pass over its bytes, one alert at a time, so that one broken alert costs only itself. What of the payload is not about alerts
/// is passed over, but all of it must be JSON.
/// </summary>
internal static class AlertReader
{
    [ThreadStatic]
    private static List<Alert>? Scratch;

    /// <param name="body">Any bytes.</param>
    /// <param name="source">Who sends it.</param>
    /// <param name="format">How its alerts are written.</param>
    /// <param name="limits">How much of it is taken.</param>
    /// <param name="payload">What it holds.</param>
    /// <param name="unreadable">Why nothing of it can be read.</param>
    public static bool TryRead(
        ReadOnlyMemory<byte> body, string source, AlertFormat format, IntakeOptions limits, out ParsedPayload payload, out string unreadable)
    {
        (payload, unreadable) = (ParsedPayload.Nothing, "");
        if (!Utf8.IsValid(body.Span))
        {
            unreadable = "The payload is not valid UTF-8.";
            return false;
        }

        try
        {
            payload = Read(body, source, format, limits);
            return true;
        }
        catch (InvalidOperationException)
        {
            // What System.Text.Json throws for half of a surrogate pair; inside an alert it costs only that alert.
            unreadable = "The payload holds an escape that is not valid Unicode.";
        }
        catch (JsonException e)
        {
            unreadable = $"The payload is not JSON that can be read: {e.Message}";
        }

        return false;
    }

    /// <param name="body">Valid UTF-8.</param>
    /// <param name="source">Who sends it.</param>
    /// <param name="format">How its alerts are written.</param>
    /// <param name="limits">How much of it is taken.</param>
    /// <exception cref="JsonException">It is not JSON, or nests too deeply.</exception>
    /// <exception cref="InvalidOperationException">A text outside of the alerts holds half of a surrogate pair.</exception>
    public static ParsedPayload Read(ReadOnlyMemory<byte> body, string source, AlertFormat format, IntakeOptions limits)
    {
        var json = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = limits.MaxNesting });
        json.Read();
        ParsedPayload payload;
        if (json.TokenType is JsonTokenType.StartObject)
        {
            payload = ReadObject(ref json, body, source, format, limits);
        }
        else
        {
            payload = ParsedPayload.NotAPayload($"The payload is a JSON {Word(json.TokenType)}; it must be an object with an array 'alerts'");
            json.Skip();
        }

        // Throws when anything follows.
        json.Read();
        return payload;
    }

    /// <summary>Of fields that come twice the last one counts, as everywhere in JSON.</summary>
    private static ParsedPayload ReadObject(ref Utf8JsonReader json, ReadOnlyMemory<byte> body, string source, AlertFormat format, IntakeOptions limits)
    {
        ParsedPayload? payload = null;
        string? groupKey = null;
        while (JsonFields.NextField(ref json))
        {
            if (json.ValueTextEquals("alerts"u8))
            {
                payload = ReadAlerts(ref json, body, source, format, limits);
            }
            else if (json.ValueTextEquals("groupKey"u8))
            {
                groupKey = ReadGroupKey(ref json);
            }
            else
            {
                json.Skip();
            }
        }

        payload ??= ParsedPayload.NotAPayload("alerts: is missing; a payload has an array 'alerts'");
        // Alertmanager writes it after the alerts.
        for (var index = 0; index < payload.Alerts.Length; index++)
        {
            payload.Alerts[index].GroupKey = groupKey;
        }

        return payload;
    }

    private static string? ReadGroupKey(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType is not JsonTokenType.String)
        {
            json.Skip();
            return null;
        }

        return JsonFields.TextHere(ref json);
    }

    private static ParsedPayload ReadAlerts(ref Utf8JsonReader json, ReadOnlyMemory<byte> body, string source, AlertFormat format, IntakeOptions limits)
    {
        json.Read();
        if (json.TokenType is not JsonTokenType.StartArray)
        {
            var notAnArray = ParsedPayload.NotAPayload($"alerts: is a {Word(json.TokenType)}; it must be an array");
            json.Skip();
            return notAnArray;
        }

        var alerts = Scratch ??= [];
        try
        {
            var refused = ReadEach(ref json, body, source, format, limits, alerts);
            return new ParsedPayload([.. alerts], refused ?? (IReadOnlyList<RefusedAlert>)[]);
        }
        finally
        {
            // They hold on to the body.
            alerts.Clear();
        }
    }

    /// <returns>Those that cannot be used; <see langword="null"/> when there are none.</returns>
    private static List<RefusedAlert>? ReadEach(
        ref Utf8JsonReader json, ReadOnlyMemory<byte> body, string source, AlertFormat format, IntakeOptions limits, List<Alert> alerts)
    {
        List<RefusedAlert>? refused = null;
        var index = 0;
        while (json.Read() && json.TokenType is not JsonTokenType.EndArray)
        {
            if (index == limits.MaxAlerts)
            {
                (refused ??= []).Add(ReadBeyond(ref json, body, index));
                break;
            }

            var begin = (int)json.TokenStartIndex;
            if (ReadOne(ref json, body, source, format, limits, out var error) is { } alert)
            {
                alerts.Add(alert);
            }
            else
            {
                (refused ??= []).Add(new RefusedAlert($"alerts[{index}]{(error!.StartsWith('.') ? "" : " ")}{error}", body[begin..(int)json.BytesConsumed]));
            }

            index++;
        }

        return refused;
    }

    private static Alert? ReadOne(ref Utf8JsonReader json, ReadOnlyMemory<byte> body, string source, AlertFormat format, IntakeOptions limits, out string? error)
    {
        if (json.TokenType is not JsonTokenType.StartObject)
        {
            error = $"is a {Word(json.TokenType)}; it must be an object";
            json.Skip();
            return null;
        }

        var begin = json;
        try
        {
            if (format.Read(ref json, body, source, out error) is { } alert && (error = AlertLimits.Check(alert, limits)) is null)
            {
                return alert;
            }
        }
        catch (InvalidOperationException)
        {
            error = "holds a name that is not valid Unicode";
        }

        // Wherever in it the error was, the next alert begins behind its end.
        json = begin;
        json.Skip();
        return null;
    }

    /// <summary>All of them as one entry: a body of 16 MiB has room for millions of empty ones.</summary>
    private static RefusedAlert ReadBeyond(ref Utf8JsonReader json, ReadOnlyMemory<byte> body, int most)
    {
        var begin = (int)json.TokenStartIndex;
        int end;
        var excess = 0;
        do
        {
            json.Skip();
            end = (int)json.BytesConsumed;
            excess++;
        }
        while (json.Read() && json.TokenType is not JsonTokenType.EndArray);

        return new RefusedAlert(
            $"alerts[{most}] and what follows, {excess} of {excess + most}, are beyond the {most} alerts that one payload may hold (Intake:MaxAlerts)",
            (byte[])[(byte)'[', .. body.Span[begin..end], (byte)']'],
            excess);
    }

    /// <summary>The instant as it is stored: whole microseconds.</summary>
    public static DateTimeOffset Micros(DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    private static string Word(JsonTokenType type) => type switch
    {
        JsonTokenType.StartObject => "object",
        JsonTokenType.StartArray => "array",
        JsonTokenType.True or JsonTokenType.False => "boolean",
        _ => type.ToString().ToLowerInvariant(),
    };
}
