namespace ServiceLevels.Statistics;

/// <summary>
/// Where a series changed, by the energy statistic of D. S. Matteson, N. A. James: A nonparametric approach for multiple change point analysis of
/// multivariate data. Journal of the American Statistical Association 109 (2014), 334-345. A split is believed by Welch's t test instead of by
/// permutations, in windows whose splits are tested again between their neighbours, as M. Fleming et al. do (Hunter: Using change point detection to
/// hunt for performance regressions, ICPE 2023): the same series always has the same splits.
/// </summary>
/// <remarks>
/// The split that is tested was chosen because it looks like one, so more than 0.1 % of unchanged series have one, about one in 30 of 35 values: it says
/// where, not whether. A change that was taken back after few values is not seen: it takes about ten.
/// </remarks>
internal static class EDivisive
{
    /// <summary>How many values are looked at together, so that a change which was taken back is seen in spite of all the values that it did not touch.</summary>
    public const int Window = 30;

    /// <summary>Fewer values are no level of their own.</summary>
    public const int FewestBetween = 3;

    /// <summary>A split is believed below it.</summary>
    public const double MaxP = 0.001;

    /// <summary>The indexes of the first values of each new level, in order.</summary>
    /// <param name="series">Finite values.</param>
    public static IReadOnlyList<int> Splits(ReadOnlySpan<double> series)
    {
        var splits = new List<int>();
        for (var start = 0; ;)
        {
            var isLast = start + Window >= series.Length;
            if (isLast)
            {
                start = Math.Max(splits.LastOrDefault(), series.Length - Window);
            }

            var known = splits.Count;
            Divide(series, Math.Max(0, start), Math.Min(start + Window, series.Length), splits);
            if (isLast)
            {
                return Confirmed(series, splits);
            }

            start = splits.Count > known ? splits[^1] : start + (Window / 2);
        }
    }

    /// <summary>How probably the levels on both sides of a split, up to its neighbours, differ by chance alone.</summary>
    public static double P(ReadOnlySpan<double> series, IReadOnlyList<int> splits, int index)
    {
        var start = index == 0 ? 0 : splits[index - 1];
        var end = index == splits.Count - 1 ? series.Length : splits[index + 1];
        return WelchTest.TwoSided(series[start..splits[index]], series[splits[index]..end]);
    }

    private static void Divide(ReadOnlySpan<double> series, int start, int end, List<int> splits)
    {
        var values = series[start..end];
        if (values.Length < 2 * FewestBetween)
        {
            return;
        }

        var split = Likeliest(values);
        if (WelchTest.TwoSided(values[..split], values[split..]) < MaxP)
        {
            Divide(series, start, start + split, splits);
            splits.Add(start + split);
            Divide(series, start + split, end, splits);
        }
    }

    // Q = n m / (n + m) (2 E|X - Y| - E|X - X'| - E|Y - Y'|) of the n values before and the m from there on is largest.
    private static int Likeliest(ReadOnlySpan<double> values)
    {
        var (within, across, beyond) = (0.0, 0.0, Distances(values, values) / 2);
        var (likeliest, largest) = (0, double.NegativeInfinity);
        for (var split = 1; split <= values.Length - FewestBetween; split++)
        {
            // The value before the split changes sides.
            var moved = values.Slice(split - 1, 1);
            var (toThose, toTheRest) = (Distances(moved, values[..(split - 1)]), Distances(moved, values[split..]));
            within += toThose;
            beyond -= toTheRest;
            across += toTheRest - toThose;

            double n = split, m = values.Length - split;
            var q = n * m / (n + m) * ((2 * across / (n * m)) - (2 * within / (n * (n - 1))) - (2 * beyond / (m * (m - 1))));
            if (split >= FewestBetween && q > largest)
            {
                (likeliest, largest) = (split, q);
            }
        }

        return likeliest;
    }

    private static double Distances(ReadOnlySpan<double> some, ReadOnlySpan<double> others)
    {
        var sum = 0.0;
        foreach (var one in some)
        {
            foreach (var other in others)
            {
                sum += Math.Abs(one - other);
            }
        }

        return sum;
    }

    private static List<int> Confirmed(ReadOnlySpan<double> series, List<int> splits)
    {
        while (splits.Count > 0)
        {
            var (weakest, p) = (0, 0.0);
            for (var i = 0; i < splits.Count; i++)
            {
                if (P(series, splits, i) is var own && own >= p)
                {
                    (weakest, p) = (i, own);
                }
            }

            if (p < MaxP)
            {
                break;
            }

            splits.RemoveAt(weakest);
        }

        return splits;
    }
}
