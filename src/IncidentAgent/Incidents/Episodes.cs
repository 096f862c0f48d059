using System.Collections;
using System.Collections.Concurrent;
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
    private readonly ConcurrentDictionary<AlertKey, Episode> _committed;
    private readonly ImmutableDictionary<AlertKey, Episode> _decided;

    /// <param name="committed">As the store holds them.</param>
    public Episodes(IReadOnlyCollection<KeyValuePair<AlertKey, Episode>> committed)
        : this(new(concurrencyLevel: 1, committed.Count), ImmutableDictionary<AlertKey, Episode>.Empty)
    {
        foreach (var (key, episode) in committed)
        {
            _committed[key] = episode;
        }
    }

    private Episodes(ConcurrentDictionary<AlertKey, Episode> committed, ImmutableDictionary<AlertKey, Episode> decided) =>
        (_committed, _decided) = (committed, decided);

    public Episode? Find(AlertKey key) => _decided.GetValueOrDefault(key) ?? _committed.GetValueOrDefault(key);

    /// <summary>Those decided so far, to decide more.</summary>
    public ImmutableDictionary<AlertKey, Episode>.Builder Decide() => _decided.ToBuilder();

    public Episodes With(ImmutableDictionary<AlertKey, Episode>.Builder decided) => new(_committed, decided.ToImmutable());

    /// <summary>What was decided is committed: from now on every earlier value shows it too.</summary>
    public Episodes TakeIn()
    {
        if (_decided.IsEmpty)
        {
            return this;
        }

        foreach (var (key, episode) in _decided)
        {
            _committed[key] = episode;
        }

        return new(_committed, ImmutableDictionary<AlertKey, Episode>.Empty);
    }

    /// <summary>Forgets some, whether or not they are committed; every earlier value forgets them too.</summary>
    public Episodes Without(Predicate<Episode> forgotten)
    {
        foreach (var (key, episode) in _committed)
        {
            if (forgotten(episode))
            {
                _committed.TryRemove(key, out _);
            }
        }

        return new(_committed, _decided.RemoveRange(_decided.Where(pair => forgotten(pair.Value)).Select(pair => pair.Key)));
    }

    public IEnumerator<KeyValuePair<AlertKey, Episode>> GetEnumerator() =>
        _decided.Concat(_committed.Where(pair => !_decided.ContainsKey(pair.Key))).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
