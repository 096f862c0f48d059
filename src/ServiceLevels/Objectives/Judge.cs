using ServiceLevels.Load;

namespace ServiceLevels.Objectives;

/// <summary>Holds what was measured against what was promised.</summary>
public static class Judge
{
    /// <summary>The figure against threshold and target. Without a sample nothing is proven.</summary>
    public static Judgement Of(Objective objective, Measurement measurement)
    {
        if (measurement.Count == 0)
        {
            return new Judgement(objective, double.NaN, 0, Verdict.NotProven);
        }

        var measured = objective.Measure.Of(measurement);
        var verdict = !objective.Threshold.Holds(measured) ? Verdict.Breached
            : objective.Target.Holds(measured) ? Verdict.Met
            : Verdict.TargetMissed;
        return new Judgement(objective, measured, measurement.Count, verdict);
    }
}
