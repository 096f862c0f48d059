using System.Globalization;

namespace IncidentAgent.Investigation.RootCause;

/// <summary>What an analysis says, in sentences for people; wherever it is shown it says the same.</summary>
internal static class Conclusion
{
    private const int MostSummary = 100;

    /// <summary>
    /// <c>Root cause: payments-db (database), LIKELY; explains 72 % of the added latency</c>, or <c>Root cause: INCONCLUSIVE. Nothing measured …</c>.
    /// </summary>
    public static string Headline(Analysis analysis) => analysis is { Certainty: not Certainty.Inconclusive, Causes: [var first, ..] }
        ? $"Root cause: {Named(first)}, {Word(analysis.Certainty)}; {Explains(analysis, first)}"
        : $"Root cause: {Word(Certainty.Inconclusive)}. {analysis.Because.TrimEnd('.')}";

    /// <summary>The same without its first words, and why the verdict is what it is.</summary>
    public static IEnumerable<string> Verdict(Analysis analysis) => [Headline(analysis)["Root cause: ".Length..], .. Reasons(analysis)];

    /// <summary>Why the verdict is what it is, where the headline has not said it.</summary>
    public static IEnumerable<string> Reasons(Analysis analysis) => analysis.Certainty is Certainty.Inconclusive ? [] : [analysis.Because];

    /// <summary><c>payments-db (database), explains 72 % of the added latency</c>.</summary>
    public static string Cause(Analysis analysis, Cause cause) => $"{Named(cause)}, {Explains(analysis, cause)}";

    /// <summary>One for each change: <c>a deployment of checkout 4 min before the onset (v2.3)</c>.</summary>
    public static IEnumerable<string> Changes(Analysis analysis) => analysis.Changes.Select(near =>
    {
        var said = string.IsNullOrWhiteSpace(near.Change.Summary) ? "" : $" ({Wording.Clip(near.Change.Summary.Trim(), MostSummary)})";
        return analysis.Onset is { } onset ? $"{NearbyChanges.Words(near.Change, onset)}{said}" : $"{NearbyChanges.Words(near.Change)}{said}";
    });

    /// <summary>Whom it hit, each fact in a few words; empty where nothing is measured. What could not be measured is said to be unknown.</summary>
    public static IEnumerable<string> Impact(Analysis analysis) => analysis.Impact is not { } impact ? [] :
    [
        $"{Number(impact.FailedRequests)} requests of {impact.CountedAt} failed and {Number(impact.SlowRequests)} were slow beyond what is usual, "
            + (impact.Duration > TimeSpan.Zero ? $"in {Wording.Duration(impact.Duration)}" : "none of it for longer than a moment"),
        .. impact.AddedWaiting is { } waiting && waiting > TimeSpan.Zero ? [$"{Wording.Duration(waiting)} of added waiting in all"] : Array.Empty<string>(),
        impact.ErrorBudgetBurnRate is { } rate
            ? string.Create(CultureInfo.InvariantCulture, $"the error budget burnt {rate:0.##} times as fast as its objective allows")
            : "the burning of the error budget is unknown",
    ];

    private static string Named(Cause cause) => $"{cause.Service} ({CategoryRules.Word(cause.Category)})";

    private static string Explains(Analysis analysis, Cause cause) => cause.ShareOfExcess is { } share
        ? $"explains {Figures.Percent(share)} of the {Figures.Excess(analysis.Symptom ?? Signal.Latency)}"
        : "out of the ordinary by its measurements, but its share cannot be told";

    private static string Word(Certainty certainty) => certainty.ToString().ToUpperInvariant();

    private static string Number(double? requests) => requests is { } known ? Figures.Count(known) : "an unknown number of";
}
