using ServiceLevels.Reporting;
using ServiceLevels.Statistics;

namespace ServiceLevels.Objectives;

/// <summary>What the samples prove of one bound, without regard to the machine or to other objectives.</summary>
/// <param name="Verdict">At the policy's alpha.</param>
/// <param name="Against">How many lie on the wrong side; <see langword="null"/> where that is not counted.</param>
/// <param name="BreachP">How probably so many would, if the bound were just kept; <see langword="null"/> where that is not counted.</param>
/// <param name="Decided">Whether the sequential test says that sampling may stop.</param>
/// <param name="Why">Why neither is proven, in words.</param>
internal sealed record Proof(Verdict Verdict, double? Against, double? BreachP, bool Decided, string? Why)
{
    /// <summary>A fact of this run: there is no chance in it.</summary>
    public static Proof OfFact(bool kept) => new(kept ? Verdict.Met : Verdict.Breached, null, null, Decided: true, null);

    /// <summary>
    /// Not one may be on the wrong side: one breaks it for certain. That none was proves only that few are, which is enough from 299 on: at most 1 %.
    /// </summary>
    public static Proof OfNone(int against, int all, double alpha) => (against > 0, all >= ExactBinomial.FewestWithoutAHit(0.01, alpha)) switch
    {
        (true, _) => new Proof(Verdict.Breached, against, 0, Decided: true, null),
        (_, true) => new Proof(Verdict.Met, 0, 1, Decided: true, null),
        _ => new Proof(Verdict.NotProven, 0, 1, Decided: false, TooFew(ExactBinomial.FewestWithoutAHit(0.01, alpha), all, "samples")),
    };

    /// <summary>Exact tests of the share on the wrong side against what is allowed.</summary>
    /// <param name="count">What was counted.</param>
    /// <param name="allowed">Which share may be on the wrong side, 0 to 1.</param>
    /// <param name="policy">Says how sure it has to be.</param>
    /// <param name="noun">What was counted, "samples".</param>
    public static Proof OfCount(ClusteredCount count, double allowed, JudgementPolicy policy, string noun)
    {
        var breachP = count.PValueOf(allowed);
        var verdict = count.ProvesLessThan(allowed, policy.Alpha) ? Verdict.Met : breachP <= policy.Alpha ? Verdict.Breached : Verdict.NotProven;
        var decided = SequentialTest.Of(count, allowed, policy.SequentialErrorRate) is not Decision.GoOn;
        return new Proof(verdict, count.Against, breachP, decided, verdict is Verdict.NotProven ? Undecided() : null);

        string Undecided()
        {
            var fewest = (int)Math.Ceiling(ExactBinomial.FewestWithoutAHit(allowed, policy.Alpha) / (count.Worth(policy.Alpha) * count.DesignEffect));
            return count.Size < fewest
                ? TooFew(fewest, count.Size, noun)
                : $"{Si.Count(count.Against)} of {Si.Count(count.Size)} {noun} on the wrong side are too many to call it kept and too few to call it broken";
        }
    }

    private static string TooFew(int fewest, int all, string noun) => $"it takes at least {Si.Count(fewest)} {noun} to be proven, and there are {Si.Count(all)}";
}
