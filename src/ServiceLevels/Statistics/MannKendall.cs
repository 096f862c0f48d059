using MathNet.Numerics.Distributions;

namespace ServiceLevels.Statistics;

/// <summary>
/// Whether values drift at all, beside <see cref="Trend"/>, which says by how much: pairs in rising order minus pairs in falling order. Mann (1945),
/// "Nonparametric tests against trend", Econometrica 13; the tables and the correction for ties are those of Kendall (1975), "Rank Correlation Methods".
/// </summary>
/// <param name="S">Rising minus falling pairs.</param>
/// <param name="PValue">
/// How probably values without a drift have an S as far from 0, on either side. Exact up to 50 different values, else by the normal distribution.
/// </param>
public sealed record MannKendall(int S, double PValue)
{
    private const int MostExact = 50;

    /// <summary>The values in the order in which they were measured.</summary>
    public static MannKendall Of(IReadOnlyList<double> values)
    {
        var n = values.Count;
        var s = 0;
        for (var i = 0; i < n; i++)
        {
            for (var j = i + 1; j < n; j++)
            {
                s += values[j].CompareTo(values[i]);
            }
        }

        int[] ties = [.. values.CountBy(value => value).Select(same => same.Value).Where(count => count > 1)];
        return new MannKendall(s, s == 0 ? 1 : ties.Length == 0 && n <= MostExact ? Exact(n, s) : Approximate(n, s, ties));
    }

    private static double Exact(int n, int s)
    {
        var inversions = ((n * (n - 1) / 2) - Math.Abs(s)) / 2;
        return Math.Min(1, 2 * Kendall.Probabilities(n).Take(inversions + 1).Sum());
    }

    private static double Approximate(int n, int s, int[] ties)
    {
        var variance = (Spread(n) - ties.Sum(Spread)) / 18;
        return variance <= 0 ? 1 : 2 * Normal.CDF(0, 1, -(Math.Abs(s) - 1) / Math.Sqrt(variance));
    }

    private static double Spread(int count) => (double)count * (count - 1) * ((2 * count) + 5);
}
