using HdrHistogram;
using ServiceLevels.Load;
using ServiceLevels.Statistics;

namespace ServiceLevels.Objectives;

public sealed partial record ObjectiveRecord
{
    private static readonly decimal[] Percents = [50, 90, 95, 99, 99.9m, 100];

    /// <summary>What a run keeps of a judgement.</summary>
    /// <param name="run">The run.</param>
    /// <param name="key">Under which name its history is kept.</param>
    /// <param name="judgement">How it went.</param>
    /// <param name="bursts">What it was judged on; none where it was no load.</param>
    public static ObjectiveRecord Of(RunRecord run, ObjectiveKey key, Judgement judgement, IReadOnlyList<Measurement> bursts)
    {
        var load = bursts.Any(burst => burst.Count > 0) ? Measurement.Merge(bursts.Where(burst => burst.Count > 0)) : null;
        return new ObjectiveRecord
        {
            Run = run,
            Key = key,
            Quantity = judgement.Objective.Measure.Quantity,
            Target = judgement.Target,
            Threshold = judgement.Threshold,
            Verdict = judgement.Verdict,
            Sentence = judgement.Sentence,
            NotProvenBecause = judgement.NotProvenBecause,
            MachineExcuse = judgement.MachineExcuse,
            Measured = double.IsFinite(judgement.Measured) ? judgement.Measured : null,
            Headroom = judgement.Headroom,
            Interval = judgement.Interval,
            Samples = judgement.Samples,
            Bursts = judgement.Bursts,
            DesignEffect = judgement.DesignEffect,
            Sampling = judgement.Sampling,
            Load = load is null ? null : LoadOf(load),
            Quantiles = load is null ? [] : [.. QuantilesOf(load)],
            Histogram = load is null ? null : HistogramText.Write(load.Histogram),
        };
    }

    /// <summary>All response times of answered work in microseconds; <see langword="null"/> where no times were measured.</summary>
    /// <exception cref="FormatException">The record holds something else.</exception>
    public HistogramBase? ReadHistogram() => Histogram is null ? null : HistogramText.Read(Histogram);

    /// <summary>The judgement that this record keeps.</summary>
    internal Judgement Judgement => new()
    {
        Objective = new Objective(
            Measure.Named(Key.Measure, Quantity), Bound.Parse(Target.Written), Bound.Parse(Threshold.Written)),
        Measured = Measured ?? (Samples == 0 ? double.NaN : double.PositiveInfinity),
        Samples = Samples,
        Bursts = Bursts,
        DesignEffect = DesignEffect,
        Interval = Interval,
        Target = Target,
        Threshold = Threshold,
        Verdict = Verdict,
        NotProvenBecause = NotProvenBecause,
        MachineExcuse = MachineExcuse,
        Sampling = Sampling,
    };

    private static LoadRecord LoadOf(Measurement load) => new(
        $"{load.Arrivals}", load.Count, load.Accepted, load.Refused, load.Lost, load.Lag.P99.TotalSeconds, load.OthersShare);

    // A percentile exists where it is not simply the longest of all.
    private static IEnumerable<QuantileRecord> QuantilesOf(Measurement load) =>
        from percent in Percents
        where percent == 100 || NearestRank.Rank(load.Count, percent) < load.Count
        let seconds = Measure.Seconds(load.Percentile(percent))
        select new QuantileRecord(percent, double.IsFinite(seconds) ? seconds : null);
}
