namespace IncidentAgent.Alerts;

/// <summary>
/// An alert across its episodes: the first 128 bits of SHA-256 over (source, fingerprint). Together with <see cref="Alert.StartsAt"/> and
/// <see cref="Alert.Status"/> it is the identity that makes a redelivery harmless.
/// </summary>
public readonly record struct AlertKey(UInt128 Value)
{
    /// <summary>A digest needs no hashing.</summary>
    public override int GetHashCode() => (int)(uint)Value;

    public static AlertKey Of(Alert alert)
    {
        var digest = new TextDigest(stackalloc byte[TextDigest.FewBytes]);
        digest.Add(alert.Source);
        digest.Add(alert.Fingerprint);
        return new(digest.Finish());
    }

    /// <summary>
    /// Stands for everything a report may change within one episode: labels, annotations and links. Whoever makes two of them look the same only keeps
    /// their own alert from being refreshed.
    /// </summary>
    public static UInt128 ContentOf(Alert alert)
    {
        var digest = new TextDigest(stackalloc byte[TextDigest.FewBytes]);
        digest.Add(alert.GeneratorUrl ?? "");
        for (var index = 0; index < alert.Links.Count; index++)
        {
            digest.Add(alert.Links[index]);
        }

        Add(ref digest, alert.Labels);
        Add(ref digest, alert.Annotations);
        return digest.FinishQuickly();
    }

    /// <summary>Adds the same whatever order the pairs come in.</summary>
    private static void Add(ref TextDigest digest, IReadOnlyDictionary<string, string> map)
    {
        digest.Add("\u0001");
        foreach (ref readonly var pair in Sorted(map))
        {
            digest.Add(pair.Key);
            digest.Add(pair.Value);
        }
    }

    private static ReadOnlySpan<KeyValuePair<string, string>> Sorted(IReadOnlyDictionary<string, string> map)
    {
        if (map is LabelMap labels && labels.IsSorted)
        {
            return labels.Pairs;
        }

        KeyValuePair<string, string>[] sorted = [.. map];
        Array.Sort(sorted, static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        return sorted;
    }
}
