using System.Collections.Immutable;
using IncidentAgent.Alerts;

namespace IncidentAgent.Incidents;

/// <summary>
/// Episodes that were decided and are not committed yet: the last one, and those before it. A value; there are hardly ever more than one, and a few are
/// looked through faster than a dictionary is made of them.
/// </summary>
internal sealed class DecidedEpisodes
{
    private const int Few = 32;

    private readonly AlertKey _key;
    private readonly Episode _episode;
    private readonly DecidedEpisodes? _before;
    private readonly int _length;
    private readonly ImmutableDictionary<AlertKey, Episode> _many;

    private DecidedEpisodes(AlertKey key, Episode episode, DecidedEpisodes? before, ImmutableDictionary<AlertKey, Episode> many) =>
        (_key, _episode, _before, _length, _many) = (key, episode, before, (before?._length ?? 0) + 1, many);

    public static DecidedEpisodes With(DecidedEpisodes? before, AlertKey key, Episode episode) => before switch
    {
        null => new(key, episode, null, ImmutableDictionary<AlertKey, Episode>.Empty),
        { _length: Few } => new(key, episode, null, before.All()),
        _ => new(key, episode, before, before._many),
    };

    public static Episode? Find(DecidedEpisodes? last, AlertKey key)
    {
        for (var one = last; one is not null; one = one._before)
        {
            if (one._key == key)
            {
                return one._episode;
            }
        }

        return last is not null && last._many.TryGetValue(key, out var episode) ? episode : null;
    }

    /// <summary>Of each alert the last one.</summary>
    public ImmutableDictionary<AlertKey, Episode> All()
    {
        var all = _many.ToBuilder();
        CopyTo(all, withMany: false);
        return all.ToImmutable();
    }

    /// <summary>Puts them over what is there.</summary>
    public void CopyTo(IDictionary<AlertKey, Episode> all, bool withMany = true)
    {
        if (withMany && !_many.IsEmpty)
        {
            foreach (var (key, episode) in _many)
            {
                all[key] = episode;
            }
        }

        _before?.CopyTo(all, withMany: false);
        all[_key] = _episode;
    }
}
