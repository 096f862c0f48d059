using System.Text;
using System.Text.Json;

namespace IncidentAgent.Alerts;

/// <summary>Reads the fields of one JSON object. What is not as it must be is an answer here, not an exception: it costs one alert, not the payload.</summary>
internal static class JsonFields
{
    /// <summary>As many pairs are kept in an array; more, which no sender needs, in a dictionary.</summary>
    private const int Few = 32;

    [ThreadStatic]
    private static KeyValuePair<string, string>[]? Pairs;

    /// <summary>Goes to the name of the next field; false at the object's end.</summary>
    /// <exception cref="InvalidOperationException">The name holds half of a surrogate pair.</exception>
    public static bool NextField(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType is JsonTokenType.PropertyName && json.ValueIsEscaped)
        {
            _ = json.GetString();
        }

        return json.TokenType is JsonTokenType.PropertyName;
    }

    /// <summary>Reads the field's value; false when it is neither a text of valid Unicode nor null.</summary>
    public static bool TryText(ref Utf8JsonReader json, out string? text)
    {
        json.Read();
        return TryTextHere(ref json, out text);
    }

    /// <summary>As <see cref="TryText"/>, for a text that is not worth remembering, since no other alert has it.</summary>
    public static bool TryUniqueText(ref Utf8JsonReader json, out string? text)
    {
        if (json.Read() && json is { TokenType: JsonTokenType.String, ValueIsEscaped: false })
        {
            text = Encoding.UTF8.GetString(json.ValueSpan);
            return true;
        }

        return TryTextHere(ref json, out text);
    }

    /// <summary>Reads the field's value; false when it is neither an instant as ISO 8601 writes it nor null.</summary>
    public static bool TryInstant(ref Utf8JsonReader json, out DateTimeOffset? instant)
    {
        instant = null;
        if (json.Read() && json.TokenType is not JsonTokenType.String)
        {
            return json.TokenType is JsonTokenType.Null;
        }

        try
        {
            var read = json.TryGetDateTimeOffset(out var value);
            instant = value;
            return read;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Reads names and their texts, of the same name the last one.</summary>
    /// <param name="json">On the field's name.</param>
    /// <param name="body">What it reads.</param>
    /// <param name="map">What was read; <see langword="null"/> where the value is.</param>
    /// <param name="at">The name whose value is no text; <see langword="null"/> when it is the whole that is no object.</param>
    public static bool TryMap(ref Utf8JsonReader json, ReadOnlyMemory<byte> body, out IReadOnlyDictionary<string, string>? map, out string? at)
    {
        (map, at) = (null, null);
        if (json.Read() && json.TokenType is not JsonTokenType.StartObject)
        {
            return json.TokenType is JsonTokenType.Null;
        }

        var begin = (int)json.TokenStartIndex;
        var pairs = Pairs ??= new KeyValuePair<string, string>[Few];
        Dictionary<string, string>? many = null;
        var (count, bytes) = (0, 0);
        while (NextField(ref json))
        {
            var name = TextHere(ref json);
            bytes += json.ValueSpan.Length;
            if (!TryText(ref json, out var text))
            {
                at = name;
                return false;
            }

            bytes += json.ValueSpan.Length;

            // A text that is null is told to the sender by whoever checks the alert.
            var place = many is null ? IndexOf(pairs.AsSpan(0, count), name) : Few;
            if (place < Few)
            {
                pairs[place] = new(name, text!);
                count = Math.Max(count, place + 1);
            }
            else
            {
                many ??= new Dictionary<string, string>(pairs);
                many[name] = text!;
            }
        }

        var length = (int)json.BytesConsumed - begin;
        map = many ?? (count == 0 ? LabelMap.Empty : (IReadOnlyDictionary<string, string>)new LabelMap(
            pairs[..count], length == CompactLength(count, bytes) ? body.Slice(begin, length) : default));
        return true;
    }

    /// <summary>The length of an object that holds each name once and nothing that says nothing: what is longer is not worth storing as it came.</summary>
    private static int CompactLength(int count, int bytes) => "{}".Length + bytes + (count * "\"\":\"\"".Length) + (count - 1);

    /// <summary>Reads an array of texts.</summary>
    /// <param name="json">On the field's name.</param>
    /// <param name="list">What was read, null where an element is; <see langword="null"/> where the value is.</param>
    /// <param name="at">The number of the element that is no text; <see langword="null"/> when it is the whole that is no array.</param>
    public static bool TryList(ref Utf8JsonReader json, out List<string>? list, out int? at)
    {
        (list, at) = (null, null);
        if (json.Read() && json.TokenType is not JsonTokenType.StartArray)
        {
            return json.TokenType is JsonTokenType.Null;
        }

        list = [];
        while (json.Read() && json.TokenType is not JsonTokenType.EndArray)
        {
            if (!TryTextHere(ref json, out var text))
            {
                at = list.Count;
                return false;
            }

            list.Add(text!);
        }

        return true;
    }

    private static bool TryTextHere(ref Utf8JsonReader json, out string? text)
    {
        text = null;
        if (json.TokenType is not JsonTokenType.String)
        {
            return json.TokenType is JsonTokenType.Null;
        }

        try
        {
            text = TextHere(ref json);
            return true;
        }
        catch (InvalidOperationException)
        {
            // What System.Text.Json throws for half of a surrogate pair.
            return false;
        }
    }

    /// <summary>The text that it stands on, remembered where it is short.</summary>
    /// <exception cref="InvalidOperationException">It holds half of a surrogate pair.</exception>
    public static string TextHere(ref Utf8JsonReader json)
    {
        if (!json.ValueIsEscaped)
        {
            return AsciiTexts.Of(json.ValueSpan);
        }

        Span<byte> utf8 = stackalloc byte[AsciiTexts.Longest];
        return json.ValueSpan.Length <= utf8.Length ? AsciiTexts.Of(utf8[..json.CopyString(utf8)]) : json.GetString()!;
    }

    private static int IndexOf(ReadOnlySpan<KeyValuePair<string, string>> pairs, string name)
    {
        for (var index = 0; index < pairs.Length; index++)
        {
            if (pairs[index].Key == name)
            {
                return index;
            }
        }

        return pairs.Length;
    }
}
