using ServiceLevels.Load;
using ServiceLevels.Statistics;

namespace ServiceLevels.Objectives;

/// <summary>Holds what was measured against what was promised.</summary>
public static class Judge
{
    /// <summary>A load against an objective.</summary>
    /// <param name="objective">What was promised.</param>
    /// <param name="bursts">
    /// Every repetition of the load by itself, because what comes together resembles each other. A steady stream is cut into batches.
    /// </param>
    /// <param name="policy">Says how sure a verdict has to be.</param>
    /// <param name="machine">What else could be the reason for a bad figure: <see cref="MachineCondition.During"/>.</param>
    public static Judgement Of(Objective objective, IReadOnlyList<Measurement> bursts, JudgementPolicy policy, MachineCondition machine) =>
        Batches.Of(bursts) is { Count: > 0 } measured
            ? Conclude(objective, objective.Measure.EvidenceOf(measured), policy, machine)
            : Conclude(objective, new NoEvidence(), policy, machine);

    /// <summary>A comparison against an objective about a ratio.</summary>
    public static Judgement Of(Objective objective, Comparison comparison, JudgementPolicy policy, MachineCondition machine) =>
        Conclude(objective, new ValuesEvidence(comparison.Ratios, comparison.Pairs, "pairs"), policy, machine);

    /// <summary>A fact of this run (a size, a count, a time that was measured once) against an objective: kept or broken.</summary>
    /// <param name="objective">What was promised; its measure is any <see cref="Measure.Named"/>.</param>
    /// <param name="measured">In the unit of its quantity.</param>
    /// <param name="samples">In how many it was looked for.</param>
    /// <param name="policy">Says what excuses a machine.</param>
    /// <param name="machine">Excuses times and rates, but neither sizes nor counts.</param>
    public static Judgement Fact(Objective objective, double measured, int samples, JudgementPolicy policy, MachineCondition machine) =>
        Conclude(objective, samples == 0 ? new NoEvidence() : new FactEvidence(measured, samples), policy, machine);

    private static Judgement Conclude(Objective objective, Evidence evidence, JudgementPolicy policy, MachineCondition machine)
    {
        var (target, threshold) = (evidence.Of(objective.Target, policy), evidence.Of(objective.Threshold, policy));
        var excuse = machine.Excuse(objective.Measure.Quantity, policy);
        var (verdict, reason) = Verdicts.Of(threshold, excuse, policy);
        var wantsMore = evidence.Samples > 0 && Verdicts.WantsMore(verdict, target, threshold, excuse, policy);
        return new Judgement
        {
            Objective = objective,
            Measured = evidence.Measured,
            Samples = evidence.Samples,
            Bursts = evidence.Bursts,
            DesignEffect = evidence.DesignEffect,
            Interval = evidence.Interval(policy.Alpha),
            Target = RecordOf(objective.Target, target),
            Threshold = RecordOf(objective.Threshold, threshold),
            Verdict = verdict,
            NotProvenBecause = reason,
            MachineExcuse = excuse,
            WantsMore = wantsMore,
            Sampling = policy.SamplesUntilDecided && threshold.BreachP is not null
                ? new SamplingRecord(wantsMore ? SamplingRecord.OutOfTime : SamplingRecord.Decided, policy.SequentialErrorRate)
                : null,
        };
    }

    private static BoundRecord RecordOf(Bound bound, Proof proof) =>
        new($"{bound}", bound.Relation, bound.Value, proof.Verdict, proof.Against, proof.BreachP);
}
