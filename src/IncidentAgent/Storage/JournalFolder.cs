using System.Globalization;

namespace IncidentAgent.Storage;

/// <summary>What a start finds of a journal.</summary>
/// <param name="Identity">Whose it is.</param>
/// <param name="Segments">Its files, with as much of each as counts.</param>
internal sealed record JournalFolder(JournalIdentity Identity, IReadOnlyList<Journal.Segment> Segments)
{
    public long First => Segments[0].First;

    public long Last => Segments[^1].Last;

    /// <summary>Reads and checks every record. What a crash left half written at the very end was never answered and does not count.</summary>
    /// <returns><see langword="null"/> when there is no journal.</returns>
    /// <exception cref="StartRefusedException">Records are missing or damaged that were answered.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static JournalFolder? Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            DiskFlush.Folder(Path.GetDirectoryName(folder)!);
        }

        File.Delete(Journal.SpareOf(folder));
        var paths = Directory.GetFiles(folder, "*.journal").Order(StringComparer.Ordinal).ToList();
        if (paths.Count > 0 && HeaderOf(paths[^1]) is null)
        {
            // Earlier versions flushed it with the first record: a crash may have left less than a header.
            if (new FileInfo(paths[^1]).Length > JournalFormat.SegmentHeader)
            {
                throw Damaged(paths[^1], "its header cannot be read, and it may hold records");
            }

            File.Delete(paths[^1]);
            paths.RemoveAt(paths.Count - 1);
        }

        JournalIdentity? identity = null;
        List<Journal.Segment> segments = [];
        foreach (var path in paths)
        {
            if (HeaderOf(path) is not var (owner, first, mark) || (identity is { } known && known != owner))
            {
                throw Damaged(path, "its header cannot be read or is another journal's");
            }

            if (segments.Count > 0 && segments[^1].Last != first - 1)
            {
                throw Damaged(segments[^1].Path, string.Create(CultureInfo.InvariantCulture, $"the records {segments[^1].Last + 1} to {first - 1} cannot be read"));
            }

            identity = owner;
            segments.Add(Scan(path, first, mark, next: paths[^1] == path ? null : HeaderOf(paths[paths.IndexOf(path) + 1])?.First));
        }

        return identity is { } its ? new JournalFolder(its, segments) : null;
    }

    private static (JournalIdentity Identity, long First, ulong Mark)? HeaderOf(string path)
    {
        Span<byte> header = stackalloc byte[JournalFormat.SegmentHeader];
        using var file = File.OpenHandle(path);
        var read = RandomAccess.Read(file, header, 0);
        return JournalFormat.ReadHeader(header[..read]);
    }

    /// <param name="path">The file.</param>
    /// <param name="first">The number of its first record.</param>
    /// <param name="mark">The mark of its records.</param>
    /// <param name="next">The first record of the next file: from there on this one holds what could not be flushed.</param>
    private static Journal.Segment Scan(string path, long first, ulong mark, long? next)
    {
        var bytes = File.ReadAllBytes(path).AsSpan();
        var segment = new Journal.Segment(path, first, mark) { Last = first - 1, Length = JournalFormat.SegmentHeader };
        while (segment.Last + 1 != next && JournalFormat.NumberOf(bytes[(int)segment.Length..], mark) == segment.Last + 1)
        {
            segment.Length += JournalFormat.LengthOf(bytes[(int)segment.Length..], mark);
            segment.Last++;
        }

        if (next is null && JournalFormat.HasRecord(bytes, (int)segment.Length, mark, after: segment.Last))
        {
            throw Damaged(path, string.Create(CultureInfo.InvariantCulture, $"record {segment.Last + 1} cannot be read, and later ones can"));
        }

        return segment;
    }

    private static StartRefusedException Damaged(string path, string how) => new(
        $"Storage:Directory: the journal '{path}' is damaged: {how}. Restore the data directory from a backup; or move the folder of the journal away to start "
        + "with what the database holds, without what was accepted last.");
}
