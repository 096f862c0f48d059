namespace IncidentAgent.Investigation.Sources;

/// <summary>What one series did in a window. Only values that are numbers count; infinities are numbers, NaN is not.</summary>
internal sealed record SeriesSummary
{
    /// <summary>The most series of one query that are kept, those with the highest values.</summary>
    public const int MostSeries = 20;

    public required string Name { get; init; }

    /// <summary>How many values are numbers.</summary>
    public required int Points { get; init; }

    public required double Lowest { get; init; }

    public required double Highest { get; init; }

    /// <summary>When it was first as high as <see cref="Highest"/>.</summary>
    public required DateTimeOffset HighestAt { get; init; }

    public required double Last { get; init; }

    /// <summary>The median before the alert began; <see langword="null"/> when there was no value then.</summary>
    public required double? Before { get; init; }

    /// <returns><see langword="null"/> when none of its values is a number.</returns>
    public static SeriesSummary? Of(PrometheusSeries series, DateTimeOffset began)
    {
        IReadOnlyList<SignalPoint> points =
            [.. (series.Values ?? []).Where(sample => !double.IsNaN(sample.Value)).Select(sample => new SignalPoint(sample.At, sample.Value))];
        return points.Count == 0 ? null : Of(Words.Excerpt(series.Name), points, began);
    }

    /// <param name="series">Has at least one point.</param>
    /// <param name="began">When the alert began.</param>
    public static SeriesSummary Of(SignalSeries series, DateTimeOffset began) => Of(series.Service, series.Points, began);

    private static SeriesSummary Of(string name, IReadOnlyList<SignalPoint> points, DateTimeOffset began)
    {
        var highest = points.MaxBy(point => point.Value);
        return new SeriesSummary
        {
            Name = name,
            Points = points.Count,
            Lowest = points.Min(point => point.Value),
            Highest = highest.Value,
            HighestAt = highest.At,
            Last = points[^1].Value,
            Before = Median([.. points.Where(point => point.At < began).Select(point => point.Value)]),
        };
    }

    /// <summary>One line about all of them, for example <c>3 series; highest 0.97 at 12:17:05 UTC, median 0.41 before, last 0.95, lowest 0.4</c>.</summary>
    /// <param name="series">How many the query gave.</param>
    /// <param name="summaries">Those with numbers, the highest first.</param>
    /// <param name="unit">May be empty.</param>
    public static string Line(int series, IReadOnlyList<SeriesSummary> summaries, string unit) => (series, summaries) switch
    {
        (0, _) => "no series",
        (_, []) => $"{series} series, without a number",
        (_, [var first, ..]) => $"{series} series; {first.Course(unit)}",
    };

    /// <summary>What it did, without its name.</summary>
    public string Course(string unit)
    {
        var suffix = unit.Length == 0 ? "" : " " + unit;
        var before = Before is { } median ? $"median {Words.Of(median)}{suffix} before, " : "";
        return $"highest {Words.Of(Highest)}{suffix} at {Words.Of(HighestAt)}, {before}last {Words.Of(Last)}{suffix}, lowest {Words.Of(Lowest)}{suffix}";
    }

    private static double? Median(double[] values)
    {
        if (values.Length == 0)
        {
            return null;
        }

        Array.Sort(values);
        var middle = values.Length / 2;
        return values.Length % 2 == 1 || double.IsInfinity(values[middle]) || double.IsInfinity(values[middle - 1])
            ? values[middle]
            : values[middle - 1] + ((values[middle] - values[middle - 1]) / 2);
    }
}
