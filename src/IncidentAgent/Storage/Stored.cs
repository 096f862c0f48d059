using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentAgent.Alerts;
using IncidentAgent.Incidents;
using IncidentAgent.Investigation;
using IncidentAgent.Postmortems;

namespace IncidentAgent.Storage;

/// <summary>How values look in a column.</summary>
internal static class Stored
{
    public static long Micros(DateTimeOffset instant) => (instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset Instant(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);

    public static UInt128 Number(byte[] bytes) => BinaryPrimitives.ReadUInt128BigEndian(bytes);

    public static Incident Incident(string head, string? findings)
    {
        var incident = HeadJson.Read(head);
        return findings is null ? incident : incident with { FindingsWhenAsked = new(() => ReadFindings(findings)) };
    }

    private static Findings ReadFindings(string json) =>
        JsonSerializer.Deserialize(json, StoredJson.Default.Findings) ?? throw new InvalidDataException("What an investigation found is stored as the JSON value null.");
}

/// <summary>For reading.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Alert))]
[JsonSerializable(typeof(Findings))]
internal sealed partial class StoredJson : JsonSerializerContext;

/// <summary>For writing: without what reading needs to know of each property, which takes the first alert after a start a twentieth of a second to compile.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(Incident))]
[JsonSerializable(typeof(Findings))]
[JsonSerializable(typeof(PostmortemDocument))]
internal sealed partial class WrittenJson : JsonSerializerContext;
