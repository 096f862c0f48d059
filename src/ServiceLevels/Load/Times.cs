using HdrHistogram;

namespace ServiceLevels.Load;

/// <summary>Many durations: every one of them, or how many of each size.</summary>
internal abstract class Times
{
    // An hour in microseconds: 189 KB at three digits. What took longer counts as an hour.
    private const long Longest = 3_600_000_000;

    public abstract int Count { get; }

    /// <summary>The duration of that rank, counting from 1.</summary>
    public abstract TimeSpan AtRank(int rank);

    public abstract TimeSpan Mean { get; }

    /// <summary>Of the durations themselves, not an estimate for others: divided by their number.</summary>
    public abstract TimeSpan StandardDeviation { get; }

    public abstract LongHistogram Histogram { get; }

    public static LongHistogram EmptyHistogram() => new(Longest, 3);

    public static void Record(LongHistogram histogram, TimeSpan time) =>
        histogram.RecordValue(Math.Clamp(time.Ticks / TimeSpan.TicksPerMicrosecond, 0, Longest));

    public static Times Of(IEnumerable<TimeSpan> times) => new Exact([.. times.Select(time => time.Ticks).Order()]);

    public static Times Of(LongHistogram histogram) => new Bucketed(histogram);

    private sealed class Exact(long[] sorted) : Times
    {
        public override int Count => sorted.Length;

        public override TimeSpan AtRank(int rank) => TimeSpan.FromTicks(sorted[rank - 1]);

        public override TimeSpan Mean => TimeSpan.FromTicks((long)sorted.Average());

        public override TimeSpan StandardDeviation
        {
            get
            {
                var mean = sorted.Average();
                return TimeSpan.FromTicks((long)Math.Sqrt(sorted.Average(ticks => (ticks - mean) * (ticks - mean))));
            }
        }

        public override LongHistogram Histogram
        {
            get
            {
                var histogram = EmptyHistogram();
                foreach (var ticks in sorted)
                {
                    Record(histogram, TimeSpan.FromTicks(ticks));
                }

                return histogram;
            }
        }
    }

    private sealed class Bucketed(LongHistogram histogram) : Times
    {
        public override int Count => checked((int)histogram.TotalCount);

        // Not GetValueAtPercentile: it rounds the rank where the nearest rank is the next one up.
        public override TimeSpan AtRank(int rank) =>
            TimeSpan.FromMicroseconds(histogram.RecordedValues().First(value => value.TotalCountToThisValue >= rank).ValueIteratedTo);

        public override TimeSpan Mean => TimeSpan.FromMicroseconds(histogram.GetMean());

        public override TimeSpan StandardDeviation => TimeSpan.FromMicroseconds(histogram.GetStdDeviation());

        public override LongHistogram Histogram => (LongHistogram)histogram.Copy();
    }
}
