using System.Buffers;
using System.Text.Json;
using IncidentAgent.Incidents;

namespace IncidentAgent.Alerts;

/// <summary>
/// Answers 202 with what became of the delivery: the JSON of a <see cref="DeliveryAnswer"/>, written by hand because it is written for every delivery, and
/// with its length, without which it would be sent in chunks.
/// </summary>
internal sealed class AcceptedDelivery(IReadOnlyList<Observed> observed, int quarantined) : IResult, IStatusCodeHttpResult
{
    private const int KeptBytes = 64 << 10;
    private const int MostBytesOfId = 32;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? Buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? Writer;

    public int? StatusCode => StatusCodes.Status202Accepted;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var (buffer, json) = Cleared();
        Write(json);
        json.Flush();
        var response = httpContext.Response;
        response.StatusCode = StatusCodes.Status202Accepted;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = buffer.WrittenCount;
        buffer.WrittenSpan.CopyTo(response.BodyWriter.GetSpan(buffer.WrittenCount));
        response.BodyWriter.Advance(buffer.WrittenCount);
        return Task.CompletedTask;
    }

    private void Write(Utf8JsonWriter json)
    {
        Span<byte> id = stackalloc byte[MostBytesOfId];
        json.WriteStartObject();
        json.WriteStartArray("incidents"u8);
        for (var index = 0; index < observed.Count; index++)
        {
            var one = observed[index];
            one.Incident.TryFormat(id, out var length, default, null);
            json.WriteStartObject();
            json.WriteString("id"u8, id[..length]);
            json.WriteString("status"u8, Word(one.Status));
            json.WriteNumber("alerts"u8, one.Alerts);
            json.WriteNumber("duplicates"u8, one.Duplicates);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("quarantined"u8, quarantined);
        json.WriteEndObject();
    }

    private static ReadOnlySpan<byte> Word(IncidentStatus status) => status switch
    {
        IncidentStatus.Open => "open"u8,
        IncidentStatus.Acknowledged => "acknowledged"u8,
        IncidentStatus.Resolved => "resolved"u8,
        IncidentStatus.Closed => "closed"u8,
        _ => throw new InvalidOperationException($"No word for the status {status}."),
    };

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json) Cleared()
    {
        if (Buffer is null || Writer is null || Buffer.Capacity > KeptBytes)
        {
            Buffer = new ArrayBufferWriter<byte>();
            Writer = new Utf8JsonWriter(Buffer);
        }

        Buffer.ResetWrittenCount();
        Writer.Reset();
        return (Buffer, Writer);
    }
}
