using ServiceLevels.Objectives;

namespace ServiceLevels.Reporting;

/// <summary>A judgement in words.</summary>
internal static class Sentence
{
    /// <summary>"P95 latency 431 ms (95 % CI 416-442 ms, n 3000): target &lt; 700 ms met, threshold &lt; 1000 ms met, headroom 57 %".</summary>
    public static string Of(Judgement judgement) =>
        $"{judgement.Objective.Measure} {judgement.MeasuredInWords} ({Certainty(judgement)}): "
        + $"target {judgement.Target.Written} {TargetWord(judgement)}, threshold {judgement.Threshold.Written} {ThresholdWord(judgement)}"
        + (judgement.Headroom is >= 0 and var headroom ? $", headroom {Si.Percent(Math.Round(headroom, 2))}" : "")
        + (judgement is { Samples: > 0, NotProvenBecause: { } reason } ? $" ({reason})" : "");

    /// <summary>"95 % CI 416-442 ms, n 3000", "0 of 3000, at most 0.1 %", "n 100".</summary>
    public static string Certainty(Judgement judgement)
    {
        var samples = judgement.Interval is { Method: var method } && method.EndsWith("pairs", StringComparison.Ordinal) ? "pairs" : "n";
        return (judgement.Interval, judgement.Objective.Measure.Quantity) switch
        {
            (null, _) => $"{samples} {Si.Count(judgement.Samples)}",
            ({ } interval, Quantity.Share) => $"{Counted(judgement)}, {Between(interval)}",
            ({ } interval, var quantity) => $"{Confidence(interval)} {Figure.InWords(interval, quantity)}, {samples} {Si.Count(judgement.Samples)}",
        };
    }

    public static string TargetWord(Judgement judgement) => judgement.Target.Verdict switch
    {
        Verdict.Met => "met",
        Verdict.Breached when judgement.MachineExcuse is null => "missed",
        _ => "not proven",
    };

    public static string ThresholdWord(Judgement judgement) => judgement.Verdict switch
    {
        Verdict.Met => "met",
        Verdict.Breached => "breached",
        _ => "not proven",
    };

    private static string Counted(Judgement judgement) =>
        $"{Si.Count((int)Math.Round(judgement.Measured * judgement.Samples))} of {Si.Count(judgement.Samples)}";

    private static string Between(IntervalRecord interval) => interval switch
    {
        { Lower: 0, Upper: { } upper } => $"at most {Si.Percent(upper)}",
        { Upper: 1, Lower: { } lower } => $"at least {Si.Percent(lower)}",
        _ => $"{Confidence(interval)} {Figure.InWords(interval, Quantity.Share)}",
    };

    private static string Confidence(IntervalRecord interval) => $"{Si.Percent(interval.Confidence)} CI";
}
