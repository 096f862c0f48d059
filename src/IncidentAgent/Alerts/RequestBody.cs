using System.Buffers;

namespace IncidentAgent.Alerts;

/// <summary>Reads a request whole, within the limits.</summary>
internal static class RequestBody
{
    /// <summary>The bytes, or the status to answer with: 413 over the size, 503 when too many bytes are in flight, 400 for a body that broke off.</summary>
    public static async Task<(byte[]? Body, int Status)> ReadAsync(
        HttpRequest request, IntakeGate.Pass pass, long most, CancellationToken cancellation)
    {
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
                foreach (var part in read.Buffer)
                {
                    if (whole.WrittenCount + part.Length > most)
                    {
                        return (null, StatusCodes.Status413PayloadTooLarge);
                    }

                    if (request.ContentLength is null && !pass.TryHold(part.Length))
                    {
                        return (null, StatusCodes.Status503ServiceUnavailable);
                    }

                    whole.Write(part.Span);
                }

                request.BodyReader.AdvanceTo(read.Buffer.End);
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
    }
}
