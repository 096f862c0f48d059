using ServiceLevels.Load;

namespace ServiceLevels.Objectives;

/// <summary>Holds what was measured against what was promised.</summary>
public static class Judge
{
    /// <summary>A quarter of the processors: what others use above this share could as well be why a figure is bad.</summary>
    public const double MostForOthers = 0.25;

    /// <summary>
    /// The figure against threshold and target. Nothing is proven without a sample, nor by a bad figure from a machine that others kept busy
    /// (<see cref="Measurement.OthersShare"/> above <see cref="MostForOthers"/>); a good figure from such a machine is good all the more.
    /// </summary>
    public static Judgement Of(Objective objective, Measurement measurement)
    {
        if (measurement.Count == 0)
        {
            return new Judgement(objective, double.NaN, 0, Verdict.NotProven);
        }

        var measured = objective.Measure.Of(measurement);
        var verdict = !objective.Threshold.Holds(measured) ? (measurement.OthersShare > MostForOthers ? Verdict.NotProven : Verdict.Breached)
            : objective.Target.Holds(measured) ? Verdict.Met
            : Verdict.TargetMissed;
        return new Judgement(objective, measured, measurement.Count, verdict);
    }
}
