using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace IncidentAgent.Incidents;

/// <summary>An incident's number, written <c>INC-000042</c>. Numbers are never used twice; after a crash there may be a gap.</summary>
[JsonConverter(typeof(IncidentIdJson))]
public readonly record struct IncidentId(long Number) : IParsable<IncidentId>, IUtf8SpanFormattable
{
    private const string Prefix = "INC-";

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Number:D6}");

    /// <summary>Writes it as <see cref="ToString"/> does.</summary>
    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        Utf8.TryWrite(utf8Destination, CultureInfo.InvariantCulture, $"{Prefix}{Number:D6}", out bytesWritten);

    public static IncidentId Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"'{s}' is not an incident id such as INC-000042.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out IncidentId result)
    {
        result = default;
        if (s is null || !s.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            || !long.TryParse(s.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
        {
            return false;
        }

        result = new IncidentId(number);
        return true;
    }

    internal sealed class IncidentIdJson : JsonConverter<IncidentId>
    {
        public override IncidentId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Parse(reader.GetString() ?? "", CultureInfo.InvariantCulture);

        public override void Write(Utf8JsonWriter writer, IncidentId value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
