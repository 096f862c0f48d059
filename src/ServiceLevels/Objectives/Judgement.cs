using ServiceLevels.Reporting;

namespace ServiceLevels.Objectives;

/// <summary>An objective and how it went.</summary>
public sealed record Judgement
{
    /// <summary>What was promised.</summary>
    public required Objective Objective { get; init; }

    /// <summary>In the unit of its quantity; infinite where work had no answer, not a number where nothing was measured.</summary>
    public required double Measured { get; init; }

    /// <summary>In how many pieces of work, pairs or waves it was found.</summary>
    public required int Samples { get; init; }

    /// <summary>In how many bursts, or batches of a steady stream, they came.</summary>
    public int Bursts { get; init; } = 1;

    /// <summary>By how much the samples of a burst resemble each other, around the measured figure.</summary>
    public double DesignEffect { get; init; } = 1;

    /// <summary>Where the true figure lies; <see langword="null"/> for facts and where there is too little to tell. It describes, and decides nothing.</summary>
    public IntervalRecord? Interval { get; init; }

    /// <summary>The target alone, at the policy's alpha.</summary>
    public required BoundRecord Target { get; init; }

    /// <summary>The threshold alone, at the policy's alpha, whatever the machine was like.</summary>
    public required BoundRecord Threshold { get; init; }

    /// <summary>What the policy makes of the threshold: only this fails a run.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Why it is not proven, in words; <see langword="null"/> where it is met or breached.</summary>
    public string? NotProvenBecause { get; init; }

    /// <summary>Why bad figures of this machine prove nothing; <see langword="null"/> where they can be believed.</summary>
    public string? MachineExcuse { get; init; }

    /// <summary>Whether more samples could change the verdict; the caller takes some and judges all of them again, until the policy's time is over.</summary>
    public bool WantsMore { get; init; }

    /// <summary>Why sampling ended, if it ended here; <see langword="null"/> where it was of a fixed size.</summary>
    public SamplingRecord? Sampling { get; init; }

    /// <summary>Whether the threshold seems broken, but not surely enough among all objectives of a run.</summary>
    public bool IsSuspicion => Verdict is Verdict.NotProven && MachineExcuse is null && Threshold.Verdict is Verdict.Breached;

    /// <summary>Whether it must stop a release: breached, or nothing was measured at all.</summary>
    public bool IsBroken => Verdict is Verdict.Breached || Samples == 0;

    /// <summary>
    /// How much of the threshold is unused, 1 is all of it: 57 % for 431 ms below 1000 ms, 50 % for 40/s above 20/s, and of a share in terms of what may be
    /// on its wrong side. Negative beyond it; <see langword="null"/> where there is none.
    /// </summary>
    public double? Headroom => Objectives.Headroom.Of(Objective.Threshold, Measured);

    /// <summary>The figure with its unit, "nothing" without samples.</summary>
    public string MeasuredInWords => Samples == 0 ? "nothing" : Figure.InWords(Measured, Objective.Measure.Quantity);

    /// <summary>"P95 latency 431 ms (95 % CI 416-442 ms, n 3000): target &lt; 700 ms met, threshold &lt; 1000 ms met, headroom 57 %".</summary>
    public string Sentence => Reporting.Sentence.Of(this);
}
