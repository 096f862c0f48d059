using ServiceLevels.Reporting;
using ServiceLevels.Statistics;

namespace ServiceLevels.Objectives;

/// <summary>What the samples prove of one bound, without regard to the machine or to other objectives.</summary>
/// <param name="Verdict">At the policy's alpha.</param>
/// <param name="Against">How many lie on the wrong side; <see langword="null"/> where that is not counted.</param>
/// <param name="BreachP">How probably so many would, if the bound were just kept; <see langword="null"/> where that is not counted.</param>
/// <param name="Decided">Whether more samples would most probably say the same.</param>
/// <param name="Why">Why neither is proven, in words.</param>
internal sealed record Proof(Verdict Verdict, double? Against, double? BreachP, bool Decided, string? Why)
{
    /// <summary>A fact of this run: there is no chance in it.</summary>
    public static Proof OfFact(bool kept) => new(kept ? Verdict.Met : Verdict.Breached, null, null, Decided: true, null);

    /// <summary>
    /// Not one may be on the wrong side: one breaks it for certain. That none was proves only that few are, which is enough from 299 on: at most 1 %.
    /// </summary>
    public static Proof OfNone(int against, int all, double alpha) => (against, all >= ExactBinomial.FewestWithoutAHit(0.01, alpha)) switch
    {
        (> 0, _) => new(Verdict.Breached, against, 0, Decided: true, null),
        (_, true) => new(Verdict.Met, 0, 1, Decided: true, null),
        _ => new(Verdict.NotProven, 0, 1, Decided: false, TooFew(ExactBinomial.FewestWithoutAHit(0.01, alpha), all, "samples")),
    };

    /// <summary>Exact tests of the share on the wrong side against what is allowed, on counts that are divided by the design effect of the bursts.</summary>
    /// <param name="clusters">How many of each burst are on the wrong side.</param>
    /// <param name="allowed">Which share may be, 0 to 1.</param>
    /// <param name="policy">Says how sure it has to be.</param>
    /// <param name="noun">What is counted, "samples".</param>
    public static Proof OfCount(IReadOnlyList<Cluster> clusters, double allowed, JudgementPolicy policy, string noun)
    {
        var (against, all, designEffect) = (clusters.Sum(one => one.Against), clusters.Sum(one => one.Size), DesignEffect.Of(clusters));
        var (k, n) = (against / designEffect, all / designEffect);
        var breachP = ExactBinomial.AtLeast(n, k, allowed);
        var verdict = ExactBinomial.AtMost(n, k, allowed) <= policy.Alpha ? Verdict.Met
            : breachP <= policy.Alpha ? Verdict.Breached
            : Verdict.NotProven;
        var decided = verdict is not Verdict.NotProven && SequentialTest.Of(clusters, allowed, policy.SequentialErrorRate) is not Decision.GoOn;
        return new Proof(verdict, against, breachP, decided, verdict is Verdict.NotProven ? Undecided() : null);

        string Undecided() => ExactBinomial.FewestWithoutAHit(allowed, policy.Alpha) is var fewest && all < fewest
            ? TooFew(fewest, all, noun)
            : $"{Si.Count(against)} of {Si.Count(all)} {noun} on the wrong side can be chance, and so can it be that they are not more";
    }

    private static string TooFew(int fewest, int all, string noun) => $"it takes at least {Si.Count(fewest)} {noun} to be proven, and there are {Si.Count(all)}";
}
