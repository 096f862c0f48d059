using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentAgent.Investigation.Sources;

/// <summary>What Jaeger's query API answers to a search for traces; it is unofficial, so everything may be missing.</summary>
internal sealed record JaegerAnswer(IReadOnlyList<JaegerTrace>? Data, IReadOnlyList<JaegerError>? Errors);

/// <summary>What it answers to the question who calls whom.</summary>
internal sealed record JaegerDependencies(IReadOnlyList<JaegerDependency>? Data, IReadOnlyList<JaegerError>? Errors);

/// <param name="Parent">The service that calls.</param>
/// <param name="Child">The service that is called.</param>
/// <param name="CallCount">How often, in the traces that were kept.</param>
internal sealed record JaegerDependency(string? Parent, string? Child, long CallCount);

internal sealed record JaegerError(string? Msg)
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

    /// <summary>An answer's data, with what was said against it among the warnings.</summary>
    /// <exception cref="EvidenceUnavailableException">There is no data.</exception>
    public static IReadOnlyList<T> Data<T>(IReadOnlyList<T>? data, IReadOnlyList<JaegerError>? errors, HashSet<string> warnings)
    {
        var said = (errors ?? []).Select(error => Words.OneLine(error.Msg ?? "")).Take(Questions.Most).ToList();
        if (data is null)
        {
            throw new EvidenceUnavailableException(said.Count == 0 ? "answered without data" : $"answered: {string.Join("; ", said)}");
        }

        warnings.UnionWith(said);
        return data;
    }
}

internal sealed record JaegerTrace(IReadOnlyList<JaegerSpan>? Spans, IReadOnlyDictionary<string, JaegerProcess>? Processes)
{
    /// <summary>The service a span is of; <see langword="null"/> when its process is not in the trace.</summary>
    public string? ServiceOf(JaegerSpan span) => span.ProcessId is { } process ? Processes?.GetValueOrDefault(process)?.ServiceName : null;
}

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

    /// <summary>Its parent, and other spans it follows from; any of them may be missing in the trace.</summary>
    public IReadOnlyList<JaegerReference>? References { get; init; }

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

internal sealed record JaegerReference(string? RefType, [property: JsonPropertyName("spanID")] string? SpanId);

internal sealed record JaegerTag(string? Key, JsonElement Value)
{
    [JsonIgnore]
    public bool IsTrue => Value.ValueKind == JsonValueKind.True || (Value.ValueKind == JsonValueKind.String && Value.ValueEquals("true"));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(JaegerAnswer))]
[JsonSerializable(typeof(JaegerDependencies))]
internal sealed partial class JaegerJson : JsonSerializerContext;
