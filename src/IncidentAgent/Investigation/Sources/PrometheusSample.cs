using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentAgent.Investigation.Sources;

/// <summary>One point; its value may be NaN or infinite.</summary>
[JsonConverter(typeof(PrometheusSampleJson))]
internal readonly record struct PrometheusSample(DateTimeOffset At, double Value);

/// <summary>Reads <c>[1700000000.5, "0.25"]</c>.</summary>
internal sealed class PrometheusSampleJson : JsonConverter<PrometheusSample>
{
    private static readonly double LastMillisecond = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    public override PrometheusSample Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray || !reader.Read() || reader.TokenType != JsonTokenType.Number)
        {
            throw new JsonException("a sample must begin with its time");
        }

        var milliseconds = Math.Round(reader.GetDouble() * 1000);
        if (!(milliseconds >= 0 && milliseconds <= LastMillisecond))
        {
            throw new JsonException("a sample's time is out of range");
        }

        if (!reader.Read() || reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException("a sample's value must be a string");
        }

        var value = Parse(reader.GetString()!);
        if (!reader.Read() || reader.TokenType != JsonTokenType.EndArray)
        {
            throw new JsonException("a sample must hold a time and a value");
        }

        return new PrometheusSample(DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds), value);
    }

    public override void Write(Utf8JsonWriter writer, PrometheusSample value, JsonSerializerOptions options) => throw new NotSupportedException();

    private static double Parse(string text) => text switch
    {
        "NaN" => double.NaN,
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new JsonException($"'{text}' is not a value"),
    };
}
