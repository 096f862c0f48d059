namespace ServiceLevels.Statistics;

/// <summary>How much dearer a thing has become while it was done again and again: the cheapest stretch at the end over the cheapest at the beginning.</summary>
public static class Growth
{
    /// <summary>1 is the same.</summary>
    /// <param name="costs">Of each stretch, in their order.</param>
    /// <param name="stretches">How many are the end, and how many the beginning; the cheapest of them counts, because a collection is no growth.</param>
    /// <exception cref="ArgumentOutOfRangeException">Beginning and end would have stretches in common, or none.</exception>
    public static double Of(IReadOnlyList<double> costs, int stretches)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stretches);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(stretches, costs.Count / 2);
        return costs.TakeLast(stretches).Min() / costs.Take(stretches).Min();
    }
}
