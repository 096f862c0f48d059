using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace IncidentAgent.Alerts;

/// <summary>The labels or annotations of one alert as they came, in one array: few enough that looking through them beats hashing.</summary>
internal sealed class LabelMap(KeyValuePair<string, string>[] pairs) : IReadOnlyDictionary<string, string>
{
    public static readonly LabelMap Empty = new([]);

    public ReadOnlySpan<KeyValuePair<string, string>> Pairs => pairs;

    public int Count => pairs.Length;

    /// <summary>The names are in ordinal order, as Alertmanager writes them.</summary>
    public bool IsSorted
    {
        get
        {
            for (var index = 1; index < pairs.Length; index++)
            {
                if (string.CompareOrdinal(pairs[index - 1].Key, pairs[index].Key) > 0)
                {
                    return false;
                }
            }

            return true;
        }
    }

    public string this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no '{key}'.");

    public IEnumerable<string> Keys => pairs.Select(pair => pair.Key);

    public IEnumerable<string> Values => pairs.Select(pair => pair.Value);

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        foreach (ref readonly var pair in Pairs)
        {
            if (pair.Key == key)
            {
                value = pair.Value;
                return true;
            }
        }

        value = null;
        return false;
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, string>>)pairs).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => pairs.GetEnumerator();
}
