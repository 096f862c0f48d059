using System.Globalization;
using IncidentAgent.Incidents;
using IncidentAgent.Investigation.Remediation;
using IncidentAgent.Investigation.RootCause;
using IncidentAgent.Investigation.Sources;

namespace IncidentAgent.Investigation.Summary;

/// <summary>The summary that needs no language model. Pure: the same findings give the same words.</summary>
internal static class PlainSummary
{
    /// <summary>How sure it is of what; why; the last change before the first alert; what it stands on and what is missing.</summary>
    public static WordedSummary Write(Incident incident, Findings findings, Analysis analysis) => new(
    [
        Verdict(analysis),
        .. analysis.Causes is [var first, ..] ? [new Claim(Words.OneLine(first.Explanation), first.EvidenceIds)] : Array.Empty<Claim>(),
        .. LastChange(incident, findings.Evidence),
        new Claim(Coverage(findings), []),
    ]);

    /// <summary>The one claim that no model may word.</summary>
    public static Claim Verdict(Analysis analysis) => analysis switch
    {
        { Causes: [] } => new($"{analysis.Certainty}: {Words.OneLine(analysis.Because)}", []),
        { Certainty: Certainty.Inconclusive, Causes: [var cause, ..] } =>
            new($"Inconclusive: {Words.OneLine(analysis.Because)} The first suspect is {Suspect(cause)}.", cause.EvidenceIds),
        { Causes: [var cause, ..] } => new($"{analysis.Certainty}: {Suspect(cause)}.", cause.EvidenceIds),
    };

    /// <summary>A share as it is shown, for example <c>82 %</c>.</summary>
    public static string Share(double share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(share * 100)} %");

    private static string Suspect(Cause cause) =>
        $"{Words.OneLine(cause.Service)} ({CategoryWords.Of(cause.Category)}), which explains {Share(cause.ShareOfExcess)} of what is out of the ordinary";

    private static IEnumerable<Claim> LastChange(Incident incident, IReadOnlyList<Evidence> evidence) => evidence
        .SelectMany(one => (one.Facts?.Changes ?? []).Select(change => (Change: change, one.Id)))
        .Where(told => told.Change.At <= incident.StartedAt)
        .OrderByDescending(told => told.Change.At)
        .Take(1)
        .Select(told => new Claim($"The last change before the first alert, at {Words.Of(told.Change.At)}: {Change(told.Change)}.", [told.Id]));

    private static string Change(ChangeEvent change)
    {
        var service = change.Service is { } of ? $" of {Words.OneLine(of)}" : "";
        return $"{Words.OneLine(change.Kind)}{service}, {Words.OneLine(change.Summary).TrimEnd('.')}";
    }

    private static string Coverage(Findings findings)
    {
        var sources = findings.Evidence.Select(one => one.Source).Distinct().ToList();
        var missing = findings.Missing.Select(one => one.Source).Distinct().ToList();
        var seen = sources.Count == 0 ? "No source gave evidence" : $"Looked at evidence of {string.Join(", ", sources)}";
        return missing.Count == 0 ? $"{seen}." : $"{seen}; missing from {string.Join(", ", missing)}.";
    }
}
