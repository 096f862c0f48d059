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
    public static string Certainty(Judgement judgement) => judgement.Interval is null || judgement.Objective.Measure.Quantity is not Quantity.Share
        ? string.Join(", ", new[] { Named(judgement), $"n {Si.Count(judgement.Samples)}" }.OfType<string>())
        : $"{Counted(judgement)}, {Named(judgement)}";

    /// <summary>"416-442 ms", "at most 0.1 %"; <see langword="null"/> without an interval.</summary>
    public static string? Interval(Judgement judgement) => (judgement.Interval, judgement.Objective.Measure.Quantity) switch
    {
        (null, _) => null,
        ({ Lower: 0, Upper: { } upper }, Quantity.Share) => $"at most {Si.Percent(upper)}",
        ({ Upper: 1, Lower: { } lower }, Quantity.Share) => $"at least {Si.Percent(lower)}",
        ({ } interval, var quantity) => Figure.InWords(interval, quantity),
    };

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

    private static string? Named(Judgement judgement) => Interval(judgement) is { } words && !words.StartsWith("at ", StringComparison.Ordinal)
        ? $"{Si.Percent(judgement.Interval!.Confidence)} CI {words}"
        : Interval(judgement);

    private static string Counted(Judgement judgement) =>
        $"{Si.Count((int)Math.Round(judgement.Measured * judgement.Samples))} of {Si.Count(judgement.Samples)}";
}
