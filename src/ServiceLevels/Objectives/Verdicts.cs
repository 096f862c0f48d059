using System.Globalization;

namespace ServiceLevels.Objectives;

/// <summary>What the policy makes of what the samples prove.</summary>
internal static class Verdicts
{
    /// <summary>While the scenario runs: what seems broken has to be so surely that it fails the run whatever the other objectives turn out to be.</summary>
    public static (Verdict Verdict, string? NotProvenBecause) Of(Proof threshold, string? excuse, JudgementPolicy policy) => threshold switch
    {
        { Verdict: Verdict.Met } => (Verdict.Met, null),
        { Verdict: Verdict.NotProven } => (Verdict.NotProven, threshold.Why),
        _ when excuse is not null => (Verdict.NotProven, excuse),
        { BreachP: { } p } when p > policy.GateAlpha => (Verdict.NotProven, MayBeChance(p, $"up to {policy.FamilySize}")),
        _ => (Verdict.Breached, null),
    };

    /// <summary>Whether more samples could change that: they cannot what is sure, what is a fact, nor what the machine is like.</summary>
    public static bool WantsMore(Verdict verdict, Proof target, Proof threshold, string? excuse, JudgementPolicy policy) => (verdict, threshold.Verdict) switch
    {
        (Verdict.Breached, _) => false,
        (_, Verdict.Breached) => excuse is null,
        _ => policy.SamplesUntilDecided && !(target.Decided && threshold.Decided),
    };

    /// <summary>"alone it would be breached, p = 0.02; among up to 40 objectives that can be chance".</summary>
    public static string MayBeChance(double p, string others) =>
        $"alone it would be breached, p = {p.ToString("G1", CultureInfo.InvariantCulture)}; among {others} objectives that can be chance";
}
