using LivingDocs.Html;
using LivingDocs.Objectives;
using ServiceLevels.Objectives;
using ServiceLevels.Reporting;
using static LivingDocs.Charts.Svg;

namespace LivingDocs.Charts;

/// <summary>
/// Response time by percentile. The axis is -log10(1-p), so that P99 has as much room as P90; target and threshold stand at the percentile they are about,
/// because they promise nothing about the others.
/// </summary>
internal static class PercentileCurve
{
    private const int Width = 400;
    private const int Height = 236;
    private const double Left = 52;
    private const double Right = 384;
    private const double Top = 14;
    private const double Bottom = 198;

    private static readonly (double Percent, string Name)[] Marks =
        [(50, "P50"), (75, "P75"), (90, "P90"), (95, "P95"), (99, "P99"), (99.9, "P99.9"), (99.99, "P99.99")];

    /// <summary>Nothing where no times were measured.</summary>
    public static Content Of(ObjectiveStory story, ObjectiveRecord record)
    {
        var points = ResponseTimes.Of(record);
        if (record.Quantity is not Quantity.Time || points.Count < 2)
        {
            return Content.Nothing;
        }

        var percent = Figures.Percentile(story.Key);
        double[] bounds = percent is null ? [] : [record.Target.Value, record.Threshold.Value];
        var x = new Scale(Place(0.5) - 0.1, Math.Max(Place(points[^1].Part), Place((percent ?? 50) / 100)) + 0.05, Left, Right);
        var y = new Scale(
            points.Select(point => point.Seconds).Concat(bounds).Where(value => value > 0).Min() / 1.5,
            points.Select(point => point.Seconds).Concat(bounds).Max() * 1.5,
            Bottom,
            Top,
            IsLogarithmic: true);
        return Picture(
            $"{story.Anchor}-curve",
            Width,
            Height,
            $"Response times of {story.Title} by percentile",
            Words(record),
            [
                .. y.Ticks().SelectMany(tick => new[]
                {
                    Line("grid", Left, y.At(tick), Right, y.At(tick)),
                    Word("tick", Left - 6, y.At(tick) + 4, Si.Duration(tick), "end"),
                }),
                .. Marks.Where(mark => Place(mark.Percent / 100) <= x.High).SelectMany(mark => new[]
                {
                    Line("grid", x.At(Place(mark.Percent / 100)), Top, x.At(Place(mark.Percent / 100)), Bottom),
                    Word("tick", x.At(Place(mark.Percent / 100)), Bottom + 16, mark.Name, "middle"),
                }),
                Line("axis", Left, Bottom, Right, Bottom),
                Through("curve", points.Select(point => (x.At(Place(point.Part)), y.At(point.Seconds)))),
                .. percent is null ? [] : Promise(record, x.At(Place(percent.Value / 100)), y),
                Word("tick", Right, Height - 4, $"n {Si.Count(record.Samples)}, both axes logarithmic", "end"),
            ]);
    }

    private static IEnumerable<Content> Promise(ObjectiveRecord record, double x, Scale y)
    {
        var (threshold, target) = (y.At(record.Threshold.Value), y.At(record.Target.Value));
        var anchor = x > Right - 130 ? "end" : "start";
        var beside = anchor == "end" ? x - 12 : x + 12;
        yield return Line("bound threshold", x - 9, threshold, x + 9, threshold);
        yield return Word("label threshold", beside, threshold - 5, $"threshold {record.Threshold.Written}", anchor);
        yield return Line("bound target", x - 9, target, x + 9, target);
        yield return Word("label target", beside, Math.Max(target + 13, threshold + 13), $"target {record.Target.Written}", anchor);
        if (record.Interval is { } interval)
        {
            yield return Line("interval", x, y.At(interval.Lower ?? y.Low), x, y.At(interval.Upper ?? y.High));
        }

        if (record.Measured is { } measured)
        {
            yield return Shape("dot", Dot(x, y.At(measured), 3.5));
        }
    }

    internal static string Dot(double x, double y, double radius) =>
        $"M{Number(x - radius)} {Number(y)}a{Number(radius)} {Number(radius)} 0 1 0 {Number(2 * radius)} 0a{Number(radius)} {Number(radius)} 0 1 0 {Number(-2 * radius)} 0";

    private static string Words(ObjectiveRecord record) =>
        string.Join(", ", record.Quantiles.Where(quantile => quantile.Seconds is not null)
            .Select(quantile => $"P{quantile.Percent:0.##} {Si.Duration(quantile.Seconds!.Value)}"))
        + $"; target {record.Target.Written}, threshold {record.Threshold.Written}.";

    private static double Place(double part) => -Math.Log10(1 - Math.Min(part, 1 - 1e-9));
}
