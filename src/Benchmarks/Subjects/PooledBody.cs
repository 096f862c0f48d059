using System.Buffers;

namespace Benchmarks.Subjects;

/// <summary>A request's body in a buffer that is given back.</summary>
internal sealed class PooledBody : IDisposable
{
    private readonly byte[] _buffer;

    private PooledBody(byte[] buffer, int length) => (_buffer, Bytes) = (buffer, buffer.AsMemory(0, length));

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <exception cref="BadHttpRequestException">Its length was not announced, or it broke off.</exception>
    public static async ValueTask<PooledBody> ReadAsync(HttpRequest request)
    {
        var length = (int)(request.ContentLength ?? throw new BadHttpRequestException("The length has to be announced.", StatusCodes.Status411LengthRequired));
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            await request.Body.ReadExactlyAsync(buffer.AsMemory(0, length));
            return new PooledBody(buffer, length);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
}
