using System.Collections.Concurrent;

namespace IncidentAgent.Storage;

/// <summary>
/// Who may write each key: its epoch and version, which every commit has to name. One process owns the data folder, so the truth is in its memory:
/// what is not here is as the database says. Changed by the one writer's thread only.
/// </summary>
/// <param name="stored">What the database holds of a key.</param>
internal sealed class KeyWriters(Func<string, (long Epoch, long Version)?> stored)
{
    private const int MostRemembered = 100_000;

    private readonly ConcurrentDictionary<string, Entry> _writers = [];
    private readonly List<(string Key, KeyWriter? Before)> _staged = [];
    private int _forgetAt = MostRemembered;

    /// <summary>Whether anybody has written the key since the process started, or is about to. From any thread.</summary>
    public bool Knows(string key) => _writers.ContainsKey(key);

    /// <summary>Makes the caller the key's writer. Nothing is written for it: whoever had the key before it lives in this process, or not at all.</summary>
    public KeyWriter TakeOver(string key)
    {
        if (Find(key) is not { } known)
        {
            return default;
        }

        var taken = known with { Epoch = known.Epoch + 1, IsTaken = true };
        Put(key, taken);
        return taken;
    }

    /// <summary>Counts a commit that is about to be written as <paramref name="record"/>; false when somebody else writes the key.</summary>
    public bool TryAdvance(string key, long epoch, long version, long record)
    {
        var known = Find(key) ?? default;
        if ((known.Epoch, known.Version) != (epoch, version))
        {
            return false;
        }

        _staged.Add((key, Remembered(key)));
        Put(key, new KeyWriter(Math.Max(1, epoch), version + 1, record));
        return true;
    }

    /// <summary>What was staged is on the disk.</summary>
    /// <param name="projected">The last record that the database holds.</param>
    public void Committed(long projected)
    {
        _staged.Clear();
        if (_writers.Count < _forgetAt)
        {
            return;
        }

        foreach (var (key, known) in _writers)
        {
            if (known.Writer.Record <= projected && !known.Writer.IsTaken)
            {
                _writers.TryRemove(key, out _);
            }
        }

        _forgetAt = Math.Max(MostRemembered, 2 * _writers.Count);
    }

    /// <summary>Nothing of what was staged was written.</summary>
    public void Undo()
    {
        for (var last = _staged.Count - 1; last >= 0; last--)
        {
            if (_staged[last] is (var key, { } before))
            {
                Put(key, before);
            }
            else
            {
                _writers.TryRemove(_staged[last].Key, out _);
            }
        }

        _staged.Clear();
    }

    private KeyWriter? Find(string key) => Remembered(key) ?? (stored(key) is var (epoch, version) ? new KeyWriter(epoch, version, 0) : null);

    private KeyWriter? Remembered(string key) => _writers.TryGetValue(key, out var known) ? known.Writer : null;

    private void Put(string key, KeyWriter writer) => _writers.GetOrAdd(key, static _ => new Entry()).Writer = writer;

    /// <summary>Is changed in place, by the one writer's thread only; from other threads it is only seen whether there is one.</summary>
    private sealed class Entry
    {
        public KeyWriter Writer { get; set; }
    }
}

/// <summary>The writer of a key.</summary>
/// <param name="Epoch">Rises with each new writer; begins anew where nothing of the key is kept.</param>
/// <param name="Version">Rises with each commit.</param>
/// <param name="Record">The journal's record of the last commit; 0 when it is in the database since the start.</param>
internal readonly record struct KeyWriter(long Epoch, long Version, long Record)
{
    /// <summary>A new writer has not committed yet: the database does not know of it.</summary>
    public bool IsTaken { get; init; }
}
