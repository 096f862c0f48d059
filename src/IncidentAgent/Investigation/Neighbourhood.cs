namespace IncidentAgent.Investigation;

/// <summary>The services an incident may have its cause in: its own and those they call, directly or through others.</summary>
internal static class Neighbourhood
{
    /// <summary>The incident's own services, then those one call away, and so on; those equally near in the order of their names.</summary>
    /// <param name="own">They are in it even where they are more than <paramref name="most"/>.</param>
    /// <param name="calls">Who calls whom; may be cyclic, and may name a call twice.</param>
    /// <param name="hops">How many calls away; 0 for the incident's own only.</param>
    /// <param name="most">No more than so many.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> own, IReadOnlyList<Call> calls, int hops, int most)
    {
        var callees = calls.ToLookup(call => call.Caller, call => call.Callee, StringComparer.Ordinal);
        List<string> near = [.. own.Distinct(StringComparer.Ordinal)];
        var seen = near.ToHashSet(StringComparer.Ordinal);
        IReadOnlyList<string> edge = [.. near];
        for (var hop = 0; hop < hops && edge.Count > 0 && near.Count < most; hop++)
        {
            edge = [.. edge.SelectMany(caller => callees[caller]).Where(seen.Add).Order(StringComparer.Ordinal)];
            near.AddRange(edge.Take(most - near.Count));
        }

        return near;
    }
}
