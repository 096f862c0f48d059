using ServiceLevels.Objectives;

namespace ServiceLevels.Reporting;

/// <summary>A figure of an objective with the unit of its quantity, for people.</summary>
public static class Figure
{
    private static readonly char[] Digits = [.. "0123456789"];

    /// <summary>"431 ms", "165/s", "0.1 %", "64 MiB", "1.24", "12 543"; an infinite time is "never".</summary>
    public static string InWords(double value, Quantity quantity) => quantity switch
    {
        Quantity.Time => Si.Duration(value),
        Quantity.Rate => Si.Rate(value),
        Quantity.Share => Si.Percent(value),
        Quantity.Size => Si.Size(value),
        _ => Si.Number(value),
    };

    /// <summary>"416-442 ms", "980 ms-1.2 s", "416 ms or more", "1.2 s or less"; "unknown" where neither end is.</summary>
    public static string InWords(IntervalRecord interval, Quantity quantity) => (interval.Lower, interval.Upper) switch
    {
        ({ } lower, { } upper) => Range(InWords(lower, quantity), InWords(upper, quantity)),
        ({ } lower, null) => $"{InWords(lower, quantity)} or more",
        (null, { } upper) => $"{InWords(upper, quantity)} or less",
        _ => "unknown",
    };

    private static string Range(string lower, string upper) =>
        UnitOf(lower) is { Length: > 0 } unit && unit == UnitOf(upper) ? $"{lower[..^unit.Length]}-{upper}" : $"{lower}-{upper}";

    private static string UnitOf(string figure) => figure[(figure.LastIndexOfAny(Digits) + 1)..];
}
