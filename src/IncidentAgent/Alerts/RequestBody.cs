using System.Buffers;
using Microsoft.AspNetCore.Http.Features;

namespace IncidentAgent.Alerts;

/// <summary>Reads a request whole, within the limits.</summary>
internal static class RequestBody
{
    /// <summary>The bytes, or the status to answer with: 413 over the size, 503 when too many bytes are in flight, 400 for a body that broke off.</summary>
    public static async Task<(byte[]? Body, int Status)> ReadAsync(
        HttpRequest request, IntakeGate.Pass pass, long most, CancellationToken cancellation)
    {
        // This counts itself. Past a limit of its own Kestrel would cut the connection, and a sender that is still writing would never read the answer.
        request.HttpContext.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        if (request.ContentLength > most)
        {
            return (null, StatusCodes.Status413PayloadTooLarge);
        }

        if (request.ContentLength is { } announced && !pass.TryHold(announced))
        {
            return (null, StatusCodes.Status503ServiceUnavailable);
        }

        var whole = new ArrayBufferWriter<byte>(Math.Max(256, (int)(request.ContentLength ?? 4096)));
        try
        {
            while (true)
            {
                var read = await request.BodyReader.ReadAsync(cancellation);
                var refused = Refuse(read.Buffer.Length);
                foreach (var part in refused is null ? read.Buffer : default)
                {
                    whole.Write(part.Span);
                }

                request.BodyReader.AdvanceTo(read.Buffer.End);
                if (refused is { } status)
                {
                    return (null, status);
                }

                if (read.IsCompleted)
                {
                    return (whole.WrittenSpan.ToArray(), StatusCodes.Status200OK);
                }
            }
        }
        catch (BadHttpRequestException e)
        {
            return (null, e.StatusCode);
        }

        int? Refuse(long more) =>
            whole.WrittenCount + more > most ? StatusCodes.Status413PayloadTooLarge
            : request.ContentLength is null && !pass.TryHold(more) ? StatusCodes.Status503ServiceUnavailable
            : null;
    }
}
