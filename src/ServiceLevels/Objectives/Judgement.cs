using ServiceLevels.Reporting;

namespace ServiceLevels.Objectives;

/// <summary>What is to be said of an objective.</summary>
public enum Verdict
{
    /// <summary>Target and threshold are kept.</summary>
    Met,

    /// <summary>The threshold is kept, the target is not.</summary>
    TargetMissed,

    /// <summary>The threshold is broken.</summary>
    Breached,

    /// <summary>The samples cannot tell: there are none, or the threshold is broken on a machine that others kept busy.</summary>
    NotProven,
}

/// <summary>An objective and how it went.</summary>
/// <param name="Objective">What was promised.</param>
/// <param name="Measured">
/// Seconds (infinite where work had no answer), pieces for each second, or a share from 0 to 1. Not a number without samples.
/// </param>
/// <param name="Samples">From how many pieces of work.</param>
/// <param name="Verdict">What is to be said of it.</param>
public sealed record Judgement(Objective Objective, double Measured, int Samples, Verdict Verdict)
{
    /// <summary>Whether it must stop a release: breached, or nothing was measured at all.</summary>
    public bool IsBroken => Verdict is Verdict.Breached || Samples == 0;

    /// <summary>The figure with its unit, "nothing" without samples.</summary>
    public string MeasuredInWords => Samples == 0 ? "nothing" : Objective.Measure.Quantity switch
    {
        Quantity.Time => Si.Duration(Measured),
        Quantity.Rate => Si.Rate(Measured),
        _ => Si.Percent(Measured),
    };

    /// <summary>"P95 latency 431 ms (n 100): target &lt; 700 ms met, threshold &lt; 1000 ms met".</summary>
    public string Sentence =>
        $"{Objective.Measure} {MeasuredInWords} (n {Si.Count(Samples)}): "
        + $"target {Objective.Target} {TargetWord}, threshold {Objective.Threshold} {ThresholdWord}";

    internal string TargetWord => Verdict switch
    {
        Verdict.NotProven => "not proven",
        _ => Objective.Target.Holds(Measured) ? "met" : "missed",
    };

    internal string ThresholdWord => Verdict switch
    {
        Verdict.NotProven => "not proven",
        Verdict.Breached => "breached",
        _ => "met",
    };
}
