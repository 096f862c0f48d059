using IncidentAgent.Investigation;
using IncidentAgent.Investigation.RootCause;

namespace IncidentAgent.Postmortems;

/// <summary>What the last investigation made of its evidence: the causes with what they stand on, what was changed before, and what is missing.</summary>
internal static class RootCauses
{
    private const int MostCharacters = 500;

    public static string Write(Findings? findings) => findings?.Analysis is not { } analysis
        ? "Not established."
        : string.Join("\n\n", Paragraphs(findings, analysis).Where(paragraph => paragraph.Length > 0));

    private static IEnumerable<string> Paragraphs(Findings findings, Analysis analysis) =>
    [
        $"{Text(Conclusion.Headline(analysis))}.",
        .. Conclusion.Reasons(analysis).Select(Text),
        Items("", analysis.Causes.Select(cause => Cause(analysis, cause))),
        Items("Changed shortly before the onset:", Conclusion.Changes(analysis).Select(Text), "No change shortly before the onset is known."),
        Items("What would change this:", analysis.WouldChange.Select(Text)),
        Items("Evidence is missing from:", findings.Missing.Select(missing => $"{Text(missing.Source)}: {Text(missing.Reason)}")),
    ];

    /// <summary>What is recorded of the impact, and what is not.</summary>
    public static IEnumerable<string> Impact(Analysis? analysis) => analysis?.Impact is not { } impact
        ? ["Not recorded: failed or slow requests, users affected."]
        :
        [
            $"Measured to be affected: {string.Join(", ", impact.Services.Select(Text))}.",
            .. Conclusion.Impact(analysis).Select(fact => $"Measured: {Text(fact)}."),
            "Not recorded: users affected.",
        ];

    private static string Cause(Analysis analysis, Cause cause) =>
        $"**{Text(Conclusion.Cause(analysis, cause))}.** {Text(cause.Explanation)} Evidence: {string.Join(", ", cause.EvidenceIds.Select(Text))}.";

    private static string Items(string heading, IEnumerable<string> items, string none = "") => items.ToList() is { Count: > 0 } list
        ? $"{heading}{(heading.Length > 0 ? "\n\n" : "")}{string.Join('\n', list.Select(item => $"- {item}"))}"
        : none;

    private static string Text(string text) => Markdown.Escape(Wording.Clip(text, MostCharacters));
}
