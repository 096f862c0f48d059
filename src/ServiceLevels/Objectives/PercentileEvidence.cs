using ServiceLevels.Load;
using ServiceLevels.Statistics;

namespace ServiceLevels.Objectives;

/// <summary>
/// A percentile, judged as a count: "P95 below 1 s" says that less than 5 % of the work takes 1 s or longer. Work without an answer takes longer than
/// anything.
/// </summary>
internal sealed record PercentileEvidence : Evidence
{
    private readonly IReadOnlyList<Measurement> _bursts;
    private readonly Measurement _all;
    private readonly decimal _percent;
    private readonly ClusteredCount _slower;

    public PercentileEvidence(IReadOnlyList<Measurement> bursts, decimal percent) : this(bursts, Measurement.Merge(bursts), percent) { }

    private PercentileEvidence(IReadOnlyList<Measurement> bursts, Measurement all, decimal percent)
        : base(Measure.Seconds(all.Percentile(percent)), all.Count)
    {
        (_bursts, _all, _percent) = (bursts, all, percent);
        Bursts = bursts.Count;
        _slower = Counted(seconds => seconds <= Measured);
        DesignEffect = _slower.DesignEffect;
    }

    public override IntervalRecord? Interval(double alpha)
    {
        var (lower, upper) = PercentileInterval.Ranks(Samples, _percent, 1 / _slower.Worth(alpha / 2), alpha);
        return IntervalRecord.Of(At(lower), At(upper), 1 - alpha, "order statistics");

        double? At(int? rank) => rank is { } some ? Measure.Seconds(_all.AtRank(some)) : null;
    }

    public override Proof Of(Bound bound, JudgementPolicy policy)
    {
        var faster = (double)_percent / 100;
        return Proof.OfCount(Counted(bound.Holds), bound.IsFromAbove ? 1 - faster : faster, policy, "samples");
    }

    private ClusteredCount Counted(Predicate<double> isKept) => new([.. _bursts.Select(burst => new BurstCount(Against(burst, isKept), burst.Count))]);

    private static int Against(Measurement burst, Predicate<double> isKept)
    {
        var answered = burst.Samples.Count == burst.Count
            ? burst.Samples.Count(sample => sample.Answered && !isKept(sample.Response.TotalSeconds))
            : burst.Histogram.RecordedValues().Where(value => !isKept(value.ValueIteratedTo * 1e-6)).Sum(value => value.CountAtValueIteratedTo);
        return (int)answered + (isKept(double.PositiveInfinity) ? 0 : burst.Lost);
    }
}
