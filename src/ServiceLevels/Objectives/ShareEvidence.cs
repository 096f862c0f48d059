using ServiceLevels.Load;
using ServiceLevels.Statistics;

namespace ServiceLevels.Objectives;

/// <summary>A share of the work, judged as a count.</summary>
internal sealed record ShareEvidence : Evidence
{
    private readonly IReadOnlyList<BurstCount> _clusters;
    private readonly ClusteredCount _count;

    /// <param name="bursts">The work.</param>
    /// <param name="counted">How many pieces of a burst make up the share.</param>
    public ShareEvidence(IReadOnlyList<Measurement> bursts, Func<Measurement, int> counted)
        : this([.. bursts.Select(burst => new BurstCount(counted(burst), burst.Count))]) { }

    private ShareEvidence(IReadOnlyList<BurstCount> clusters) : this(clusters, new ClusteredCount(clusters)) { }

    private ShareEvidence(IReadOnlyList<BurstCount> clusters, ClusteredCount count) : base((double)count.Against / count.Size, count.Size)
    {
        (_clusters, _count) = (clusters, count);
        (Bursts, DesignEffect) = (count.Bursts, count.DesignEffect);
    }

    public override IntervalRecord? Interval(double alpha)
    {
        var (lower, upper) = _count.Interval(alpha);
        return IntervalRecord.Of(lower, upper, 1 - alpha, "exact binomial");
    }

    public override Proof Of(Bound bound, JudgementPolicy policy)
    {
        var against = bound.IsFromAbove ? _count : new ClusteredCount([.. _clusters.Select(one => one with { Against = one.Size - one.Against })]);
        return bound.AllowedShare == 0 ? Proof.OfNone(against.Against, Samples, policy.Alpha) : Proof.OfCount(against, bound.AllowedShare, policy, "samples");
    }
}
