namespace ServiceLevels.Statistics;

/// <summary>The percentile that is a value that happened: "95 of 100 were no slower".</summary>
public static class NearestRank
{
    /// <summary>The smallest rank, counting from 1, at or below which lie at least that many percent of n values.</summary>
    /// <param name="n">At least 1.</param>
    /// <param name="percent">Above 0, up to 100: <c>95</c>, <c>99.9m</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no value, or no such percentile.</exception>
    public static int Rank(int n, decimal percent)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(percent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);

        // Decimals are integers with a power of ten: 7 % of 100 is 7 here, and 8 with .07 * 100 rounded up in binary.
        return (int)decimal.Ceiling(n * percent / 100);
    }

    /// <summary>The value of that rank among values in ascending order.</summary>
    /// <exception cref="InvalidOperationException">There are no values.</exception>
    public static T Of<T>(IReadOnlyList<T> sorted, decimal percent) =>
        sorted.Count > 0
            ? sorted[Rank(sorted.Count, percent) - 1]
            : throw new InvalidOperationException($"There is no P{percent} of no values.");
}
