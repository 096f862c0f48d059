using IncidentAgent.Investigation.Detection;

namespace IncidentAgent.Investigation.RootCause;

/// <summary>
/// Time in bins of equal length, which begin at whole multiples of it since the year 1: the same minutes give the same bins whoever measured them.
/// </summary>
/// <param name="First">The number of the first bin since the year 1.</param>
/// <param name="Width">At least a minute.</param>
/// <param name="Count">At most <see cref="Most"/> and one.</param>
internal readonly record struct TimeBins(long First, TimeSpan Width, int Count)
{
    public const int Most = 11_000;

    private static readonly TimeSpan Narrowest = TimeSpan.FromMinutes(1);

    /// <summary>Bins from the first point to the last, as wide as the points usually are apart.</summary>
    public static TimeBins Over(IReadOnlyList<IReadOnlyList<SignalPoint>> series)
    {
        if (series.Count == 0)
        {
            return new TimeBins(0, Narrowest, 0);
        }

        var from = series.Min(points => points[0].At);
        var to = series.Max(points => points[^1].At);
        var apart = RobustStatistics.Median([.. series.Select(points => (points[^1].At - points[0].At).TotalSeconds / Math.Max(1, points.Count - 1))]);
        var seconds = Math.Max(Math.Max(Narrowest.TotalSeconds, Math.Round(apart)), Math.Ceiling((to - from).TotalSeconds / Most));
        var width = TimeSpan.FromSeconds(seconds);
        var first = from.UtcTicks / width.Ticks;
        return new TimeBins(first, width, (int)((to.UtcTicks / width.Ticks) - first) + 1);
    }

    /// <summary>The place of an instant; before the first bin it is negative.</summary>
    public int At(DateTimeOffset instant) => (int)Math.Clamp((instant.UtcTicks / Width.Ticks) - First, int.MinValue, int.MaxValue);

    public DateTimeOffset BeginningOf(int bin) => new((First + bin) * Width.Ticks, TimeSpan.Zero);

    /// <summary>The mean of the points in each bin, NaN where there are none.</summary>
    public double[] Means(IReadOnlyList<SignalPoint> points)
    {
        var counts = new int[Count];
        var means = Sums(points, counts);
        for (var bin = 0; bin < Count; bin++)
        {
            means[bin] /= counts[bin];
        }

        return means;
    }

    /// <summary>The sum of the points in each bin, NaN where there are none.</summary>
    public double[] Sums(IReadOnlyList<SignalPoint> points)
    {
        var counts = new int[Count];
        var sums = Sums(points, counts);
        for (var bin = 0; bin < Count; bin++)
        {
            sums[bin] = counts[bin] == 0 ? double.NaN : sums[bin];
        }

        return sums;
    }

    private double[] Sums(IReadOnlyList<SignalPoint> points, int[] counts)
    {
        var sums = new double[Count];
        foreach (var (at, value) in points)
        {
            sums[At(at)] += value;
            counts[At(at)]++;
        }

        return sums;
    }
}
