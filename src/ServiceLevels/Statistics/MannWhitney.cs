using MathNet.Numerics.Distributions;

namespace ServiceLevels.Statistics;

/// <summary>
/// Whether values tend to be larger than others, by ranks alone: no distribution is assumed, and infinity is a value like any other.
/// H. B. Mann, D. R. Whitney: On a test of whether one of two random variables is stochastically larger than the other.
/// Annals of Mathematical Statistics 18 (1947), 50-60.
/// </summary>
internal static class MannWhitney
{
    // Of 50 values the number of arrangements still fits a long: C(50, 25) is 1.3e14.
    private const int MostForExact = 50;

    /// <summary>
    /// How probably chance alone would make the values at least as much larger than the others as they are, 0 to 1.
    /// Exact up to 50 values without ties; beyond, the normal approximation with correction for ties and continuity.
    /// </summary>
    /// <exception cref="ArgumentException">One side has no values.</exception>
    public static double Larger(IReadOnlyCollection<double> values, IReadOnlyCollection<double> others)
    {
        if (values.Count == 0 || others.Count == 0)
        {
            throw new ArgumentException("A comparison takes values on both sides.");
        }

        int[] ties = [.. values.Concat(others).GroupBy(value => value).Select(same => same.Count())];
        var twiceU = TwiceU(others, values);
        return ties.Length == values.Count + others.Count && ties.Length <= MostForExact
            ? AtMost((int)(twiceU / 2), values.Count, others.Count)
            : Approximate(twiceU / 2.0, values.Count, others.Count, ties);
    }

    /// <summary>How probably U, the number of pairs in the wrong order, is at most that, of n and m values without ties that do not differ.</summary>
    public static double AtMost(int u, int n, int m)
    {
        var ways = Ways(Math.Min(n, m), Math.Max(n, m));
        return (double)ways.Take(u + 1).Sum() / ways.Sum();
    }

    // Pairs in which the one is above the other count twice, tied ones once.
    private static long TwiceU(IReadOnlyCollection<double> above, IReadOnlyCollection<double> below) =>
        above.Sum(one => below.Sum(other => one > other ? 2L : one == other ? 1 : 0));

    // By U: the coefficients of the Gaussian binomial (n + m over n), a product of (1 - x^(m+i)) / (1 - x^i).
    private static long[] Ways(int n, int m)
    {
        var ways = new long[(n * m) + 1];
        ways[0] = 1;
        for (var i = 1; i <= n; i++)
        {
            for (var u = ways.Length - 1; u >= m + i; u--)
            {
                ways[u] -= ways[u - m - i];
            }

            for (var u = i; u < ways.Length; u++)
            {
                ways[u] += ways[u - i];
            }
        }

        return ways;
    }

    private static double Approximate(double u, int n, int m, int[] ties)
    {
        double all = n + m;
        var tied = ties.Sum(same => (Math.Pow(same, 3) - same) / (all * (all - 1)));
        var deviation = Math.Sqrt(n * m / 12.0 * (all + 1 - tied));
        return deviation == 0 ? 1 : Normal.CDF(0, 1, Math.Min((u + 0.5 - (n * m / 2.0)) / deviation, 8));
    }
}
