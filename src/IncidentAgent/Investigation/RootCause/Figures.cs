using System.Globalization;

namespace IncidentAgent.Investigation.RootCause;

/// <summary>Figures in sentences, the same in every culture.</summary>
internal static class Figures
{
    /// <summary><c>72 %</c>; <c>&lt; 1 %</c> for what is there but rounds to nothing.</summary>
    public static string Percent(double share) =>
        share is > 0 and < 0.005 ? "< 1 %" : string.Create(CultureInfo.InvariantCulture, $"{Math.Round(share * 100, MidpointRounding.AwayFromZero):0} %");

    /// <summary><c>840 ms</c>, <c>99.87 %</c>.</summary>
    public static string Value(Signal signal, double value) => signal == Signal.Availability
        ? string.Create(CultureInfo.InvariantCulture, $"{value * 100:0.##} %")
        : Wording.Duration(Seconds(value));

    /// <summary><c>31</c>, <c>4.2</c>.</summary>
    public static string Score(double score) => string.Create(CultureInfo.InvariantCulture, $"{score:#,0.#}").Replace(',', ' ');

    /// <summary><c>1 234</c>; a part of one counts as one.</summary>
    public static string Count(double number) => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(Math.Round(number, 3)):#,0}").Replace(',', ' ');

    /// <summary>As long as a span of time can be, at most.</summary>
    public static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, 0, TimeSpan.MaxValue.TotalSeconds / 2));

    /// <summary>The symptom as a noun: <c>latency</c>, <c>availability</c>.</summary>
    public static string Noun(Signal signal) => signal.ToString().ToLowerInvariant();

    /// <summary>What shares are shares of.</summary>
    public static string Excess(Signal signal) => signal == Signal.Availability ? "failed requests" : "added latency";
}
