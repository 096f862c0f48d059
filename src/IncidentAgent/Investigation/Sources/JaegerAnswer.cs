using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentAgent.Investigation.Sources;

/// <summary>What Jaeger's query API answers; it is unofficial, so everything may be missing.</summary>
internal sealed record JaegerAnswer(IReadOnlyList<JaegerTrace>? Data, IReadOnlyList<JaegerError>? Errors)
{
    /// <summary>The words of an error's body.</summary>
    public static string Explain(string body)
    {
        try
        {
            var errors = JsonSerializer.Deserialize(body, JaegerJson.Default.JaegerAnswer)?.Errors;
            return errors is { Count: > 0 } ? string.Join("; ", errors.Select(error => error.Msg)) : body;
        }
        catch (JsonException)
        {
            return body;
        }
    }
}

internal sealed record JaegerError(string? Msg);

internal sealed record JaegerTrace(IReadOnlyList<JaegerSpan>? Spans, IReadOnlyDictionary<string, JaegerProcess>? Processes);

internal sealed record JaegerProcess(string? ServiceName);

internal sealed record JaegerSpan
{
    [JsonPropertyName("traceID")]
    public string? TraceId { get; init; }

    [JsonPropertyName("spanID")]
    public string? SpanId { get; init; }

    public string? OperationName { get; init; }

    /// <summary>Microseconds since 1970.</summary>
    [JsonPropertyName("startTime")]
    public long StartUnixMicroseconds { get; init; }

    [JsonPropertyName("duration")]
    public long DurationMicroseconds { get; init; }

    public IReadOnlyList<JaegerTag>? Tags { get; init; }

    [JsonPropertyName("processID")]
    public string? ProcessId { get; init; }

    /// <summary>What Jaeger changed about the span, for example a corrected clock.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }

    [JsonIgnore]
    public TimeSpan Duration => TimeSpan.FromTicks(Math.Clamp(DurationMicroseconds, 0, MostMicroseconds) * TimeSpan.TicksPerMicrosecond);

    [JsonIgnore]
    public DateTimeOffset StartedAt =>
        DateTimeOffset.UnixEpoch.AddTicks(Math.Clamp(StartUnixMicroseconds, 0, MostMicroseconds) * TimeSpan.TicksPerMicrosecond);

    private static readonly long MostMicroseconds = (DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>OpenTracing's tag <c>error</c>, which clients write as a boolean or as a string.</summary>
    [JsonIgnore]
    public bool Failed => Tags?.Any(tag => tag is { Key: "error", IsTrue: true }) == true;
}

internal sealed record JaegerTag(string? Key, JsonElement Value)
{
    [JsonIgnore]
    public bool IsTrue => Value.ValueKind == JsonValueKind.True || (Value.ValueKind == JsonValueKind.String && Value.ValueEquals("true"));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(JaegerAnswer))]
internal sealed partial class JaegerJson : JsonSerializerContext;
