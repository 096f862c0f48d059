using System.Buffers;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.Features;

namespace IncidentAgent.Alerts;

/// <summary>
/// A request read whole, within the limits, into a rented buffer. Whoever is sure that nobody reads it any more gives it back; one that is not given back
/// is collected like any other array.
/// </summary>
internal readonly struct RequestBody
{
    private readonly byte[]? _buffer;
    private readonly int _length;

    private RequestBody(int status, byte[]? buffer = null, int length = 0) => (Status, _buffer, _length) = (status, buffer, length);

    /// <summary>
    /// 200 when it was read, or what to answer with: 413 over the size, 503 when too many bytes are in flight, 400 for a body that broke off.
    /// </summary>
    public int Status { get; }

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <summary>From now on the bytes may be those of another request.</summary>
    public void Return()
    {
        if (_buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<RequestBody> ReadAsync(HttpRequest request, IntakeGate.Pass pass, long most, CancellationToken cancellation)
    {
        // This counts itself. Past a limit of its own Kestrel would cut the connection, and a sender that is still writing would never read the answer.
        request.HttpContext.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        if (request.ContentLength > most)
        {
            return new(StatusCodes.Status413PayloadTooLarge);
        }

        if (request.ContentLength is { } announced && !pass.TryHold(announced))
        {
            return new(StatusCodes.Status503ServiceUnavailable);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(256, (int)(request.ContentLength ?? 4096)));
        var length = 0;
        try
        {
            while (true)
            {
                var read = await request.BodyReader.ReadAsync(cancellation);
                var more = read.Buffer.Length;
                var refused = length + more > most ? StatusCodes.Status413PayloadTooLarge
                    : request.ContentLength is null && !pass.TryHold(more) ? StatusCodes.Status503ServiceUnavailable
                    : StatusCodes.Status200OK;
                if (refused is StatusCodes.Status200OK)
                {
                    buffer = Room(buffer, length, (int)more);
                    read.Buffer.CopyTo(buffer.AsSpan(length));
                    length += (int)more;
                }

                request.BodyReader.AdvanceTo(read.Buffer.End);
                if (refused is not StatusCodes.Status200OK)
                {
                    return new(refused);
                }

                if (read.IsCompleted)
                {
                    return new(StatusCodes.Status200OK, buffer, length);
                }
            }
        }
        catch (BadHttpRequestException e)
        {
            return new(e.StatusCode);
        }
    }

    private static byte[] Room(byte[] buffer, int used, int more)
    {
        if (buffer.Length - used >= more)
        {
            return buffer;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(used + more, (int)Math.Min(2L * buffer.Length, Array.MaxLength)));
        buffer.AsSpan(0, used).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
