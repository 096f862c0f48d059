using System.Collections;
using IncidentAgent.Alerts;

namespace IncidentAgent.Incidents;

/// <summary>
/// The last episode known of each alert of one key: those that are committed, and over them those decided since. Deciding makes a new value and leaves
/// this one as it is. Only once the decision is committed is it taken among the others in place: what a commit costs does not grow with the alerts
/// that came before. One writes at a time; meanwhile others may look.
/// </summary>
internal sealed class Episodes : IEnumerable<KeyValuePair<AlertKey, Episode>>
{
    private readonly Dictionary<AlertKey, Episode> _committed;
    private readonly Lock _gate;
    private volatile DecidedEpisodes? _decided;

    /// <param name="committed">As the store holds them; nobody else changes it from now on.</param>
    public Episodes(Dictionary<AlertKey, Episode> committed)
        : this(committed, new(), null)
    {
    }

    private Episodes(Dictionary<AlertKey, Episode> committed, Lock gate, DecidedEpisodes? decided) => (_committed, _gate, _decided) = (committed, gate, decided);

    /// <summary>Those decided so far, to decide more; <see langword="null"/> when there are none.</summary>
    public DecidedEpisodes? Decided => _decided;

    public Episode? Find(AlertKey key) => Find(key, Decided);

    /// <summary>Finds it among those that are decided over the committed ones.</summary>
    public Episode? Find(AlertKey key, DecidedEpisodes? decided)
    {
        if (DecidedEpisodes.Find(decided, key) is { } found)
        {
            return found;
        }

        lock (_gate)
        {
            return _committed.TryGetValue(key, out var committed) ? committed : null;
        }
    }

    public Episodes With(DecidedEpisodes? decided) => new(_committed, _gate, decided);

    /// <summary>What was decided is committed: from now on every earlier value shows it too.</summary>
    public void TakeIn()
    {
        if (_decided is not { } decided)
        {
            return;
        }

        lock (_gate)
        {
            decided.CopyTo(_committed);
        }

        _decided = null;
    }

    /// <summary>Forgets some, whether or not they are committed; of the committed ones every earlier value forgets them too.</summary>
    public Episodes Without(Predicate<Episode> forgotten)
    {
        lock (_gate)
        {
            foreach (var (key, episode) in _committed)
            {
                if (forgotten(episode))
                {
                    _committed.Remove(key);
                }
            }
        }

        DecidedEpisodes? kept = null;
        foreach (var (key, episode) in Decided?.All() ?? [])
        {
            kept = forgotten(episode) ? kept : DecidedEpisodes.With(kept, key, episode);
        }

        return With(kept);
    }

    public IEnumerator<KeyValuePair<AlertKey, Episode>> GetEnumerator()
    {
        // These first: once they are taken in they are found among the others.
        var decided = _decided;
        Dictionary<AlertKey, Episode> all;
        lock (_gate)
        {
            all = new(_committed);
        }

        decided?.CopyTo(all);
        return all.GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
