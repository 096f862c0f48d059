namespace IncidentAgent.Investigation.Sources;

/// <summary>
/// Counts the lines of pages that go back in time and overlap at their ends. Keeps the first few lines only, however many are counted.
/// </summary>
/// <param name="mostLines">Then it is full.</param>
/// <param name="counted">Is told of each line that is counted.</param>
internal sealed class LogTally(int mostLines, Action<LokiEntry> counted)
{
    private const int MostKept = 20;

    private readonly Queue<(LokiEntry Entry, string Stream)> _earliest = new(MostKept + 1);
    private readonly HashSet<(string Stream, string Line)> _atOldest = [];

    public int Count { get; private set; }

    public bool IsFull => Count >= mostLines;

    /// <summary>The time of the earliest line so far, ns since 1970.</summary>
    public long? OldestUnixNanoseconds { get; private set; }

    public DateTimeOffset? Latest { get; private set; }

    public DateTimeOffset? Earliest { get; private set; }

    /// <summary>The earliest lines, the very first one first, each at most <see cref="Words.MostRunes"/> long.</summary>
    public IReadOnlyList<string> Lines => [.. _earliest.Reverse().Select(kept => $"{Words.Of(kept.Entry.At)} {kept.Entry.Line}")];

    /// <summary>Adds a page's lines, the latest first; a line at the previous page's end is counted once.</summary>
    /// <returns>How many lines were new.</returns>
    public int Add(IReadOnlyList<LokiStream> page)
    {
        var before = Count;
        var entries = page.SelectMany(stream => Entries(stream, NameOf(stream)))
            .OrderByDescending(one => one.Entry.UnixNanoseconds);
        foreach (var (entry, stream) in entries)
        {
            if (IsFull)
            {
                break;
            }

            if (entry.UnixNanoseconds != OldestUnixNanoseconds)
            {
                _atOldest.Clear();
            }

            if (!_atOldest.Add((stream, entry.Line)))
            {
                continue;
            }

            Count++;
            OldestUnixNanoseconds = entry.UnixNanoseconds;
            Earliest = entry.At;
            Latest ??= entry.At;
            Keep(entry, stream);
            counted(entry);
        }

        return Count - before;
    }

    private static IEnumerable<(LokiEntry Entry, string Stream)> Entries(LokiStream stream, string name) =>
        (stream.Values ?? []).Select(entry => (entry, name));

    private void Keep(LokiEntry entry, string stream)
    {
        _earliest.Enqueue((entry with { Line = Words.Excerpt(entry.Line) }, stream));
        if (_earliest.Count > MostKept)
        {
            _earliest.Dequeue();
        }
    }

    private static string NameOf(LokiStream stream)
    {
        var labels = (stream.Stream ?? new Dictionary<string, string>()).OrderBy(label => label.Key, StringComparer.Ordinal);
        return string.Join(',', labels.Select(label => $"{label.Key}={label.Value}"));
    }
}
