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
    private readonly bool _isMean;
    private readonly int _comparedBursts;

    private ShardFigure(ObjectiveRecord[] shards)
    {
        ObjectiveRecord[] measured = [.. shards.Where(shard => shard.Samples > 0)];
        Quantity = shards[0].Quantity;
        Samples = measured.Sum(shard => shard.Samples);
        Bursts = measured.Sum(shard => shard.Bursts);
        // Bursts were compared with those of the same machine alone; each machine's first one is that with which the others are.
        _comparedBursts = 1 + measured.Sum(shard => shard.Bursts - 1);
        DesignEffect = shards.Max(shard => shard.DesignEffect);
        if (measured.Length > 0 && Array.TrueForAll(measured, shard => shard.Histogram is not null))
        {
            var sum = Sum(measured);
            (_times, Histogram) = (Times.Of(sum), HistogramText.Write(sum));
        }

        _isMean = shards[0].Key.Measure == "mean latency";
        Percent = Measure.PercentileOf(shards[0].Key.Measure);
        Measured = Samples == 0 ? null : Percent is { } percent && _times is not null ? At(NearestRank.Rank(Samples, percent)) : FigureOf(measured);
    }

    public Quantity Quantity { get; }

    /// <summary>Pieces of work, pairs or waves, in all.</summary>
    public int Samples { get; }

    /// <summary>In how many bursts they came.</summary>
    public int Bursts { get; }

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

    /// <summary>So many of them against a bound: of all samples, or of the bursts where each burst has one value.</summary>
    public ClusteredCount Count(int against) => _isMean
        ? new ClusteredCount(against, Bursts, Bursts, 1)
        : new ClusteredCount(against, Samples, _comparedBursts, DesignEffect);

    /// <summary>Of a percentile and of a share; the others have none that could be made of those of the shards.</summary>
    public IntervalRecord? Interval(double alpha)
    {
        if (Measured is { } share && Quantity is Quantity.Share)
        {
            var (from, to) = Count((int)Math.Round(share * Samples)).Interval(alpha);
            return new IntervalRecord(from, to, 1 - alpha, "exact binomial");
        }

        if (_times is null || Percent is not { } percent)
        {
            return null;
        }

        var (lower, upper) = PercentileInterval.Ranks(Samples, percent, 1 / Count(0).Worth(alpha / 2), alpha);
        return (At(lower), At(upper)) is (null, null) ? null : new IntervalRecord(At(lower), At(upper), 1 - alpha, "order statistics");
    }

    // What had no answer is longer than all that had one.
    private double? At(int? rank) => rank is { } some && some <= _times!.Count ? _times.AtRank(some).TotalSeconds : null;

    private double? FigureOf(ObjectiveRecord[] measured)
    {
        if (Array.Exists(measured, shard => shard.Measured is null))
        {
            return null;
        }

        return Quantity switch
        {
            Quantity.Rate => measured.Sum(shard => shard.Measured),
            Quantity.Share => measured.Sum(shard => shard.Measured * shard.Samples) / Samples,
            _ when _isMean => measured.Sum(shard => shard.Measured * shard.Samples) / Samples,
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
