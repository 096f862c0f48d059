using Microsoft.Win32.SafeHandles;

namespace IncidentAgent.Storage;

/// <summary>
/// What was committed, in order, in a folder of files. When <see cref="Append"/> has returned, neither a crash nor a power cut loses the record. Records
/// are dropped, a whole file at a time, once the database holds them; one file that was dropped is kept as the spare, and the next one is written over
/// it, because a flush costs half where the file does not grow.
/// </summary>
internal sealed class Journal : IDisposable
{
    /// <summary>Asks for room for a delivery: a full disk may still have some for a short record.</summary>
    private const int ProbeBytes = 256 * 1024;

    private readonly string _spare;
    private readonly Lock _usingSpare = new();
    private readonly Lock _changing = new();
    private readonly string _folder;
    private readonly JournalIdentity _identity;
    private readonly long _segmentBytes;
    private readonly List<Segment> _segments;
    private Segment? _last;
    private SafeFileHandle? _current;
    private long _committed;
    private long _bytes;

    private Journal(string folder, JournalIdentity identity, long segmentBytes, List<Segment> segments, long committed)
    {
        _folder = folder;
        _spare = SpareOf(folder);
        _identity = identity;
        _segmentBytes = segmentBytes;
        _segments = segments;
        _committed = committed;
    }

    /// <summary>The number of the last record.</summary>
    public long Committed => Interlocked.Read(ref _committed);

    /// <summary>How many bytes have been appended since the start.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>The file over which the next one is written; what it holds counts no more.</summary>
    public static string SpareOf(string folder) => Path.Combine(folder, "spare");

    /// <summary>Opens what is there; the next record gets the number after <paramref name="committed"/>.</summary>
    public static Journal Open(string folder, JournalIdentity identity, long segmentBytes, IEnumerable<Segment> segments, long committed) =>
        new(folder, identity, segmentBytes, [.. segments], committed);

    /// <summary>Writes one record and has the disk flush it.</summary>
    /// <param name="record">With room for <see cref="JournalFormat.RecordHeader"/> in front of its payload.</param>
    /// <returns>Its number.</returns>
    /// <exception cref="IOException">Nothing of it counts; the next record begins a new file.</exception>
    public long Append(Memory<byte> record)
    {
        var number = Committed + 1;
        try
        {
            if (_current is null || _last!.Length >= _segmentBytes)
            {
                Begin(number);
            }

            var segment = _last!;
            JournalFormat.Seal(record.Span, number, segment.Mark);
            RandomAccess.Write(_current!, record.Span, segment.Length);
            DiskFlush.File(_current!);
            lock (_changing)
            {
                segment.Length += record.Length;
                segment.Last = number;
            }

            Interlocked.Add(ref _bytes, record.Length);
            Interlocked.Exchange(ref _committed, number);
            return number;
        }
        catch
        {
            // After a failed write or flush nobody knows what the file holds. Its end is where the next one begins.
            Abandon();
            throw;
        }
    }

    /// <summary>Says whether there is room for a delivery.</summary>
    /// <exception cref="IOException">There is none.</exception>
    public void Probe()
    {
        try
        {
            Begin(Committed + 1);
            RandomAccess.Write(_current!, new byte[ProbeBytes], JournalFormat.SegmentHeader);
            DiskFlush.File(_current!);
            RandomAccess.SetLength(_current!, JournalFormat.SegmentHeader);
        }
        catch
        {
            Abandon();
            throw;
        }
    }

    /// <summary>The file in which a record stands, how many of its bytes are committed, and the mark of its records.</summary>
    public (string Path, long Length, ulong Mark)? Find(long number)
    {
        lock (_changing)
        {
            var at = _segments.FindLastIndex(segment => segment.First <= number);
            return at < 0 ? null : (_segments[at].Path, _segments[at].Length, _segments[at].Mark);
        }
    }

    /// <summary>
    /// Drops the files of which every record is at most <paramref name="number"/>, except the last: it says where the journal goes on. One is kept as the
    /// spare, the others are deleted.
    /// </summary>
    /// <exception cref="IOException">One cannot be dropped; it is tried again the next time.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public void Forget(long number)
    {
        while (true)
        {
            Segment first;
            lock (_changing)
            {
                if (_segments.Count < 2 || _segments[0].Last > number)
                {
                    return;
                }

                first = _segments[0];
            }

            if (!TryKeep(first.Path))
            {
                File.Delete(first.Path);
            }

            lock (_changing)
            {
                _segments.Remove(first);
            }
        }
    }

    private bool TryKeep(string path)
    {
        lock (_usingSpare)
        {
            if (!File.Exists(path) || File.Exists(_spare))
            {
                return false;
            }

            File.Move(path, _spare);
            return true;
        }
    }

    private void Begin(long number)
    {
        Close();
        var path = Path.Combine(_folder, $"{number:D19}.journal");
        Span<byte> header = stackalloc byte[JournalFormat.SegmentHeader];
        var mark = JournalFormat.WriteHeader(header, _identity, number);
        lock (_usingSpare)
        {
            // Whoever finds a file by its number, after a power cut too, finds the header that belongs to it: its old name is gone from the disk before the
            // header is written, and it gets the new one after the header was flushed.
            _current = File.OpenHandle(_spare, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read | FileShare.Delete);
            DiskFlush.Folder(_folder);
            RandomAccess.Write(_current, header, 0);
            DiskFlush.File(_current);
            File.Move(_spare, path, overwrite: true);
            DiskFlush.Folder(_folder);
        }

        _last = new Segment(path, number, mark) { Length = JournalFormat.SegmentHeader, Last = number - 1 };
        lock (_changing)
        {
            // One that was begun for the same number holds no record: it has just been replaced.
            _segments.RemoveAll(segment => segment.First == number);
            _segments.Add(_last);
        }
    }

    private void Close()
    {
        _current?.Dispose();
        _current = null;
    }

    /// <summary>Closes the file and deletes the spare, which may be what cannot be written.</summary>
    private void Abandon()
    {
        Close();
        try
        {
            File.Delete(_spare);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next file is tried with it once more.
        }
    }

    public void Dispose() => Close();

    /// <summary>One file of the journal.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="first">The number of its first record.</param>
    /// <param name="mark">The mark of its records.</param>
    internal sealed class Segment(string path, long first, ulong mark)
    {
        public string Path => path;

        public long First => first;

        public ulong Mark => mark;

        /// <summary>The number of its last record; one less than the first when it holds none.</summary>
        public long Last { get; set; }

        /// <summary>The bytes of its header and its records.</summary>
        public long Length { get; set; }
    }
}
