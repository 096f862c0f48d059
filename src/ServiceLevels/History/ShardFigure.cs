using HdrHistogram;
using ServiceLevels.Load;
using ServiceLevels.Objectives;
using ServiceLevels.Statistics;

namespace ServiceLevels.History;

/// <summary>The figure of several shards together, by what kind of figure it is.</summary>
internal sealed class ShardFigure
{
    private static readonly decimal[] Percents = [50, 90, 95, 99, 99.9m, 100];

    private readonly Times? _times;

    private ShardFigure(ObjectiveRecord[] shards)
    {
        ObjectiveRecord[] measured = [.. shards.Where(shard => shard.Samples > 0)];
        Quantity = shards[0].Quantity;
        Samples = measured.Sum(shard => shard.Samples);
        DesignEffect = shards.Max(shard => shard.DesignEffect);
        if (measured.Length > 0 && Array.TrueForAll(measured, shard => shard.Histogram is not null))
        {
            var sum = Sum(measured);
            (_times, Histogram) = (Times.Of(sum), HistogramText.Write(sum));
        }

        Percent = _times is null ? null : Measure.PercentileOf(shards[0].Key.Measure);
        Counted = shards[0].Key.Measure == "mean latency" ? measured.Sum(shard => shard.Bursts) : Samples;
        Measured = Samples == 0 ? null : Percent is { } percent ? At(NearestRank.Rank(Samples, percent)) : FigureOf(measured);
    }

    public Quantity Quantity { get; }

    /// <summary>Pieces of work, pairs or waves, in all.</summary>
    public int Samples { get; }

    /// <summary>How many a bound's count is out of: samples, or the bursts of which each has a mean.</summary>
    public int Counted { get; }

    /// <summary>The largest of them: together they are not surer than the least sure of them was.</summary>
    public double DesignEffect { get; }

    /// <summary>95 of a P95; <see langword="null"/> of anything else.</summary>
    public decimal? Percent { get; }

    /// <summary>In the unit of the quantity; <see langword="null"/> where there is no such figure.</summary>
    public double? Measured { get; }

    /// <summary>The sum of all; <see langword="null"/> where a shard that measured something has none.</summary>
    public string? Histogram { get; }

    /// <summary>A percentile exists where it is not simply the longest of all.</summary>
    public IReadOnlyList<QuantileRecord> Quantiles => _times is null ? [] :
    [
        .. Percents.Where(percent => percent == 100 || NearestRank.Rank(Samples, percent) < Samples)
            .Select(percent => new QuantileRecord(percent, At(NearestRank.Rank(Samples, percent)))),
    ];

    public static ShardFigure Of(ObjectiveRecord[] shards) => new(shards);

    /// <summary>Of a percentile and of a share; the others have none that could be made of those of the shards.</summary>
    public IntervalRecord? Interval(double alpha)
    {
        if (Samples > 0 && Percent is > 0 and < 100)
        {
            var (lower, upper) = PercentileInterval.Ranks(Samples, Percent.Value, DesignEffect, alpha);
            return (At(lower), At(upper)) is (null, null) ? null : new IntervalRecord(At(lower), At(upper), 1 - alpha, "order statistics");
        }

        if (Samples > 0 && Quantity is Quantity.Share)
        {
            var (n, k) = (Samples / DesignEffect, Math.Round(Measured!.Value * Samples) / DesignEffect);
            var side = k == 0 || k == n ? alpha : alpha / 2;
            return new IntervalRecord(ExactBinomial.Lower(n, k, side), ExactBinomial.Upper(n, k, side), 1 - alpha, "exact binomial");
        }

        return null;
    }

    // What had no answer is longer than all that had one.
    private double? At(int? rank) => rank is { } some && some <= _times!.Count ? _times.AtRank(some).TotalSeconds : null;

    private static double? FigureOf(ObjectiveRecord[] measured)
    {
        if (Array.Exists(measured, shard => shard.Measured is null))
        {
            return null;
        }

        return (measured[0].Quantity, measured[0].Key.Measure) switch
        {
            (Quantity.Rate, _) => measured.Sum(shard => shard.Measured),
            (Quantity.Share, _) or (_, "mean latency") =>
                measured.Sum(shard => shard.Measured * shard.Samples) / measured.Sum(shard => shard.Samples),
            _ => measured.MaxBy(shard => Cost.Of(shard))!.Measured,
        };
    }

    private static LongHistogram Sum(ObjectiveRecord[] measured)
    {
        var sum = Times.EmptyHistogram();
        foreach (var shard in measured)
        {
            sum.Add(shard.ReadHistogram());
        }

        return sum;
    }
}
