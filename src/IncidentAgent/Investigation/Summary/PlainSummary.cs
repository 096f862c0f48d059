using IncidentAgent.Investigation.RootCause;
using IncidentAgent.Investigation.Sources;

namespace IncidentAgent.Investigation.Summary;

/// <summary>The summary that needs no language model. Pure: the same findings give the same words.</summary>
internal static class PlainSummary
{
    /// <summary>How sure it is of what; why; the last change before the onset; what it stands on and what is missing.</summary>
    public static WordedSummary Write(Findings findings, Analysis analysis) => new(
    [
        Verdict(analysis),
        .. analysis.Causes is [var first, ..] ? [Why(analysis, first)] : Array.Empty<Claim>(),
        .. analysis.Changes.Zip(Conclusion.Changes(analysis)).Take(1)
            .Select(change => new Claim($"Changed shortly before: {Words.OneLine(change.Second)}.", [change.First.EvidenceId])),
        new Claim(Coverage(findings), []),
    ]);

    /// <summary>The one claim that no model may word.</summary>
    public static Claim Verdict(Analysis analysis) => new(
        $"{Words.OneLine(Conclusion.Headline(analysis))}.",
        analysis is { Certainty: not Certainty.Inconclusive, Causes: [var first, ..] } ? first.EvidenceIds : []);

    private static Claim Why(Analysis analysis, Cause first) => new(
        analysis.Certainty is Certainty.Inconclusive ? $"The first suspect is {Words.OneLine(Conclusion.Cause(analysis, first))}." : Words.OneLine(first.Explanation),
        first.EvidenceIds);

    private static string Coverage(Findings findings)
    {
        var sources = findings.Evidence.Select(one => one.Source).Distinct().ToList();
        var missing = findings.Missing.Select(one => one.Source).Distinct().ToList();
        var seen = sources.Count == 0 ? "No source gave evidence" : $"Looked at evidence of {string.Join(", ", sources)}";
        return missing.Count == 0 ? $"{seen}." : $"{seen}; missing from {string.Join(", ", missing)}.";
    }
}
