namespace IncidentAgent.Investigation.Sources;

/// <summary>Reads an answer up to a limit; more than that is refused, not cut off.</summary>
internal sealed class LimitedStream(Stream answer, long mostBytes) : Stream
{
    private long _readBytes;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _readBytes;
        set => throw new NotSupportedException();
    }

    /// <exception cref="EvidenceUnavailableException">The answer is longer than the limit.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Counted(await answer.ReadAsync(buffer, cancellationToken));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => Counted(answer.Read(buffer, offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            answer.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Counted(int bytes)
    {
        _readBytes += bytes;
        return _readBytes <= mostBytes ? bytes : throw new EvidenceUnavailableException($"answered more than {Words.Bytes(mostBytes)}");
    }
}
