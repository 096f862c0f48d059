namespace IncidentAgent.Investigation.Detection;

/// <summary>Middle and spread of values, of which up to half may be wild without moving them far. Values must be finite.</summary>
internal static class RobustStatistics
{
    /// <summary>Makes the median absolute deviation of normally distributed values their standard deviation: 1/Φ⁻¹(0.75) (Hampel 1974).</summary>
    public const double MadToSigma = 1.4826;

    private const double OneSigmaBelow = 0.16;
    private const double OneSigmaAbove = 0.84;

    /// <exception cref="ArgumentException">There is no value.</exception>
    public static double Median(IReadOnlyCollection<double> values) => Quantile(values, 0.5);

    /// <summary>The quantile between the two nearest values, linearly (definition 7 of Hyndman and Fan 1996).</summary>
    /// <param name="values">In any order.</param>
    /// <param name="share">0 to 1.</param>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public static double Quantile(IReadOnlyCollection<double> values, double share) => OfSorted(Sorted(values), share);

    /// <summary>The median of the distances from <paramref name="middle"/>; 0 when more than half of the values are that.</summary>
    public static double MedianDistance(IReadOnlyCollection<double> values, double middle) => Median([.. values.Select(value => Math.Abs(value - middle))]);

    /// <summary>
    /// The larger of two robust standard deviations: 1.4826 times the median absolute deviation, and half of what lies between the 16th and the 84th
    /// percentile. The second sees a spread that fewer than half of the values have.
    /// </summary>
    public static double Spread(IReadOnlyCollection<double> values)
    {
        var sorted = Sorted(values);
        var distance = MedianDistance(sorted, OfSorted(sorted, 0.5));
        return Math.Max(MadToSigma * distance, (OfSorted(sorted, OneSigmaAbove) - OfSorted(sorted, OneSigmaBelow)) / 2);
    }

    private static double[] Sorted(IReadOnlyCollection<double> values)
    {
        double[] sorted = [.. values];
        Array.Sort(sorted);
        return sorted;
    }

    private static double OfSorted(double[] sorted, double share)
    {
        if (sorted.Length == 0)
        {
            throw new ArgumentException("Nothing has no quantile.");
        }

        var rank = share * (sorted.Length - 1);
        var below = (int)rank;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((sorted[above] - sorted[below]) * (rank - below));
    }
}
