using ServiceLevels.Load;
using ServiceLevels.Statistics;

namespace ServiceLevels.Objectives;

/// <summary>A share of the work, judged as a count.</summary>
/// <param name="Clusters">How many pieces of each burst make up the share.</param>
internal sealed record ShareEvidence(IReadOnlyList<Cluster> Clusters)
    : Evidence((double)Clusters.Sum(one => one.Against) / Clusters.Sum(one => one.Size), Clusters.Sum(one => one.Size))
{
    public ShareEvidence(IReadOnlyList<Measurement> bursts, Func<Measurement, int> counted)
        : this([.. bursts.Select(burst => new Cluster(counted(burst), burst.Count))])
    {
        Bursts = bursts.Count;
        DesignEffect = Statistics.DesignEffect.Of(Clusters);
    }

    /// <summary>Where it is nothing or all, alpha is needed on the other side alone: "at most 0.1 %".</summary>
    public override IntervalRecord? Interval(double alpha)
    {
        var (n, k) = (Samples / DesignEffect, Clusters.Sum(one => one.Against) / DesignEffect);
        var side = k == 0 || k == n ? alpha : alpha / 2;
        return IntervalRecord.Of(ExactBinomial.Lower(n, k, side), ExactBinomial.Upper(n, k, side), 1 - alpha, "exact binomial");
    }

    public override Proof Of(Bound bound, JudgementPolicy policy)
    {
        var clusters = bound.IsFromAbove ? Clusters : [.. Clusters.Select(one => one with { Against = one.Size - one.Against })];
        return bound.AllowedShare == 0
            ? Proof.OfNone(clusters.Sum(one => one.Against), Samples, policy.Alpha)
            : Proof.OfCount(clusters, bound.AllowedShare, policy, "samples");
    }
}
