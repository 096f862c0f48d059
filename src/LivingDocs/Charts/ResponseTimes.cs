using HdrHistogram;
using ServiceLevels.Objectives;

namespace LivingDocs.Charts;

/// <summary>What share of the work was answered within which time.</summary>
internal static class ResponseTimes
{
    private const int PointsForEachDecade = 16;
    private const double MicrosecondsForEachSecond = 1e6;

    /// <summary>Ascending, from the median on; work without an answer is slower than all of them. Empty where no times were measured.</summary>
    public static IReadOnlyList<(double Part, double Seconds)> Of(ObjectiveRecord record) =>
        TryRead(record) is { TotalCount: > 0 } histogram
            ? FromHistogram(histogram, Math.Max(record.Samples, histogram.TotalCount))
            : [.. record.Quantiles.Where(quantile => quantile.Seconds is not null)
                .Select(quantile => (Math.Min((double)quantile.Percent / 100, 1 - 0.5 / Math.Max(1, record.Samples)), quantile.Seconds!.Value))];

    private static List<(double Part, double Seconds)> FromHistogram(HistogramBase histogram, long samples)
    {
        var points = new List<(double, double)>();
        var last = (int)Math.Ceiling(Math.Log10(2 * samples) * PointsForEachDecade);
        for (var step = (int)Math.Floor(Math.Log10(2) * PointsForEachDecade); step <= last; step++)
        {
            // The rank of nearest rank; the last value stands half a rank before the end, which is infinitely far away.
            var rank = Math.Clamp((long)Math.Ceiling(samples * (1 - Math.Pow(10, -step / (double)PointsForEachDecade))), 1, samples);
            if (rank > histogram.TotalCount)
            {
                break;
            }

            var part = Math.Min(rank, samples - 0.5) / samples;
            points.Add((part, histogram.GetValueAtPercentile(100.0 * rank / histogram.TotalCount) / MicrosecondsForEachSecond));
        }

        return [.. points.DistinctBy(point => point.Item1)];
    }

    private static HistogramBase? TryRead(ObjectiveRecord record)
    {
        try
        {
            return record.ReadHistogram();
        }
        catch (FormatException)
        {
            // The few percentiles of the record say nearly as much.
            return null;
        }
    }
}
