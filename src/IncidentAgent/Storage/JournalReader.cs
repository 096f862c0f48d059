using Microsoft.Win32.SafeHandles;

namespace IncidentAgent.Storage;

/// <summary>Reads the committed records of a journal in order, while more are being appended. One thread at a time.</summary>
/// <param name="journal">The journal.</param>
/// <param name="after">The number of the record before the first to read.</param>
internal sealed class JournalReader(Journal journal, long after) : IDisposable
{
    private byte[] _buffer = [];
    private SafeFileHandle? _file;
    private string? _path;
    private long _offset;

    /// <summary>The number of the last record that was read.</summary>
    public long Read { get; private set; } = after;

    /// <summary>
    /// The next records, whole ones, of one file and of about <paramref name="bytes"/>; empty when all that is committed was read. What is returned
    /// is good until the next call.
    /// </summary>
    /// <exception cref="InvalidDataException">A record that had been flushed reads differently now.</exception>
    public ReadOnlyMemory<byte> Next(int bytes)
    {
        if (Read >= journal.Committed)
        {
            return default;
        }

        var (path, length, mark) = journal.Find(Read + 1) ?? throw new InvalidDataException($"Record {Read + 1} is in no file of the journal.");

        if (path != _path)
        {
            _file?.Dispose();
            _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            _path = path;
            _offset = JournalFormat.SegmentHeader;
        }

        while (true)
        {
            var chunk = Fill((int)Math.Min(length - _offset, bytes), room: bytes);
            var (skipped, used) = Whole(chunk.Span, mark);
            if (used > skipped)
            {
                _offset += used;
                return chunk[skipped..used];
            }

            if (used > 0)
            {
                // All of it was read before the start.
                _offset += used;
                continue;
            }

            // One record that is longer than was asked for.
            var needed = JournalFormat.LengthOf(chunk.Span, mark);
            if (needed <= bytes || needed > length - _offset)
            {
                throw new InvalidDataException($"Record {Read + 1} of '{path}' reads differently from what was written.");
            }

            bytes = (int)needed;
        }
    }

    private ReadOnlyMemory<byte> Fill(int bytes, int room)
    {
        if (_buffer.Length < bytes)
        {
            _buffer = new byte[room];
        }

        var read = 0;
        while (read < bytes && RandomAccess.Read(_file!, _buffer.AsSpan(read, bytes - read), _offset + read) is > 0 and var more)
        {
            read += more;
        }

        return _buffer.AsMemory(0, read);
    }

    /// <summary>How many bytes the whole records at the front take, and how many of those belong to records that were read before.</summary>
    private (int Skipped, int Used) Whole(ReadOnlySpan<byte> chunk, ulong mark)
    {
        var (skipped, used) = (0, 0);
        while (JournalFormat.NumberOf(chunk[used..], mark) is { } number)
        {
            used += (int)JournalFormat.LengthOf(chunk[used..], mark);
            if (number <= Read)
            {
                skipped = used;
            }
            else
            {
                Read = number;
            }
        }

        return (skipped, used);
    }

    public void Dispose() => _file?.Dispose();
}
