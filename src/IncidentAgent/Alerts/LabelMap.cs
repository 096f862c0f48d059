using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace IncidentAgent.Alerts;

/// <summary>The labels or annotations of one alert as they came, in one array: few enough that looking through them beats hashing.</summary>
/// <param name="pairs">In the order they came.</param>
/// <param name="json">The same as JSON; empty where it is not at hand.</param>
internal sealed class LabelMap(KeyValuePair<string, string>[] pairs, ReadOnlyMemory<byte> json = default) : IReadOnlyDictionary<string, string>
{
    public static readonly LabelMap Empty = new([]);

    /// <summary>
    /// The sender's own bytes, a part of the request's body, so that they need not be written anew to be stored. Of a request that is stored they hold until it
    /// is answered: only then is its buffer used again (<see cref="RequestBody.Return"/>), and never that of one that may still be stored. Empty where they
    /// are not at hand.
    /// </summary>
    public ReadOnlySpan<byte> Json => json.Span;

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
