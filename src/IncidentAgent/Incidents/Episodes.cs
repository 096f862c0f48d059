using System.Collections;
using System.Collections.Immutable;
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
    private readonly ImmutableDictionary<AlertKey, Episode> _decided;

    /// <param name="committed">As the store holds them.</param>
    public Episodes(IEnumerable<KeyValuePair<AlertKey, Episode>> committed)
        : this(new(committed), new(), ImmutableDictionary<AlertKey, Episode>.Empty)
    {
    }

    private Episodes(Dictionary<AlertKey, Episode> committed, Lock gate, ImmutableDictionary<AlertKey, Episode> decided) =>
        (_committed, _gate, _decided) = (committed, gate, decided);

    public Episode? Find(AlertKey key)
    {
        if (_decided.TryGetValue(key, out var decided))
        {
            return decided;
        }

        lock (_gate)
        {
            return _committed.TryGetValue(key, out var committed) ? committed : null;
        }
    }

    /// <summary>Those decided so far, to decide more.</summary>
    public ImmutableDictionary<AlertKey, Episode>.Builder Decide() => _decided.ToBuilder();

    public Episodes With(ImmutableDictionary<AlertKey, Episode>.Builder decided) => new(_committed, _gate, decided.ToImmutable());

    /// <summary>What was decided is committed: from now on every earlier value shows it too.</summary>
    public Episodes TakeIn()
    {
        if (_decided.IsEmpty)
        {
            return this;
        }

        lock (_gate)
        {
            foreach (var (key, episode) in _decided)
            {
                _committed[key] = episode;
            }
        }

        return new(_committed, _gate, ImmutableDictionary<AlertKey, Episode>.Empty);
    }

    /// <summary>Forgets some, whether or not they are committed; every earlier value forgets them too.</summary>
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

        return new(_committed, _gate, _decided.RemoveRange(_decided.Where(pair => forgotten(pair.Value)).Select(pair => pair.Key)));
    }

    public IEnumerator<KeyValuePair<AlertKey, Episode>> GetEnumerator()
    {
        lock (_gate)
        {
            return _committed.Where(pair => !_decided.ContainsKey(pair.Key)).Concat(_decided).ToList().GetEnumerator();
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
