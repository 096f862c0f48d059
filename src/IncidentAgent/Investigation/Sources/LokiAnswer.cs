using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentAgent.Investigation.Sources;

/// <summary>What Loki answers to a range query.</summary>
internal sealed record LokiAnswer(string? Status, LokiData? Data, IReadOnlyList<string>? Warnings);

/// <param name="ResultType"><c>streams</c> for lines, <c>matrix</c> for a metric query.</param>
/// <param name="Result">Read only when it holds streams: a matrix has another shape.</param>
internal sealed record LokiData(string? ResultType, IReadOnlyList<LokiStream>? Result);

internal sealed record LokiStream(IReadOnlyDictionary<string, string>? Stream, IReadOnlyList<LokiEntry>? Values);

/// <summary>
/// One line. Its time is nanoseconds since 1970, a whole number: as a double it would be off by up to 128 ns, and paging by it would lose lines.
/// </summary>
[JsonConverter(typeof(LokiEntryJson))]
internal readonly record struct LokiEntry(long UnixNanoseconds, string Line)
{
    public DateTimeOffset At => DateTimeOffset.UnixEpoch.AddTicks(UnixNanoseconds / TimeSpan.NanosecondsPerTick);
}

/// <summary>Reads <c>["1700000000000000001", "line"]</c>; newer versions add structured metadata as a third element, which is left out.</summary>
internal sealed class LokiEntryJson : JsonConverter<LokiEntry>
{
    public override LokiEntry Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray || !reader.Read() || reader.TokenType != JsonTokenType.String
            || !long.TryParse(reader.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var nanoseconds))
        {
            throw new JsonException("a line must begin with its time in nanoseconds, or the query does not select lines");
        }

        if (!reader.Read() || reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException("a line must be a string");
        }

        var line = reader.GetString()!;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            reader.Skip();
        }

        return new LokiEntry(nanoseconds, line);
    }

    public override void Write(Utf8JsonWriter writer, LokiEntry value, JsonSerializerOptions options) => throw new NotSupportedException();
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LokiAnswer))]
internal sealed partial class LokiJson : JsonSerializerContext;
