namespace ServiceLevels.Statistics;

/// <summary>
/// How much y grows with each x: the median of the slopes between all pairs of points (Theil), with the 95 % interval that Kendall's rank correlation
/// gives it (Sen 1968). One wild point hardly moves it.
/// </summary>
/// <param name="Slope">y for each x.</param>
/// <param name="Lower">The lower end of the interval; minus infinity for fewer than 5 points, which cannot prove a trend.</param>
/// <param name="Upper">The upper end of the interval; infinity for fewer than 5 points.</param>
public sealed record Trend(double Slope, double Lower, double Upper)
{
    /// <summary>The trend through the points, in any order.</summary>
    /// <exception cref="ArgumentException">Fewer than 2 points, or two with the same x.</exception>
    public static Trend Of(IReadOnlyList<(double X, double Y)> points)
    {
        if (points.Count < 2)
        {
            throw new ArgumentException($"A trend takes at least 2 points, not {points.Count}.", nameof(points));
        }

        if (points.CountBy(point => point.X).FirstOrDefault(x => x.Value > 1) is { Value: > 1 } twice)
        {
            throw new ArgumentException($"A trend takes one point for each x; {twice.Key} has {twice.Value}.", nameof(points));
        }

        double[] slopes = [.. Slopes(points).Order()];
        var outside = Kendall.InversionsOutside(points.Count);
        return outside < 0
            ? new Trend(Median.Of(slopes), double.NegativeInfinity, double.PositiveInfinity)
            : new Trend(Median.Of(slopes), slopes[outside], slopes[slopes.Length - 1 - outside]);
    }

    private static IEnumerable<double> Slopes(IReadOnlyList<(double X, double Y)> points) =>
        from i in Enumerable.Range(0, points.Count)
        from j in Enumerable.Range(i + 1, points.Count - i - 1)
        select (points[j].Y - points[i].Y) / (points[j].X - points[i].X);
}
