using IncidentAgent.Investigation;
using IncidentAgent.Investigation.Remediation;
using IncidentAgent.Investigation.RootCause;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace IncidentAgent.Commands;

/// <summary>An analysis for a terminal.</summary>
internal static class AnalysisView
{
    public static IRenderable Render(Analysis analysis)
    {
        var root = new Tree(new Text(Opening(analysis.Incidents.Count)));
        foreach (var incident in analysis.Incidents)
        {
            Add(root.AddNode(Line($"{incident.Severity} {incident.Key}: {incident.Title}")), Facts(incident));
        }

        Add(root, [.. analysis.Quarantined.Select(reason => $"Put aside: {reason}"), .. analysis.Remarks]);
        return root;
    }

    private static string Opening(int incidents) => incidents switch
    {
        0 => "No incident would open.",
        1 => "1 incident would open.",
        _ => $"{incidents} incidents would open.",
    };

    private static IEnumerable<string> Facts(AnalysedIncident incident) =>
    [
        $"Alerts: {incident.FiringAlerts} firing, {incident.ResolvedAlerts} resolved",
        .. incident.Services.Count == 0 ? Array.Empty<string>() : [$"Services: {string.Join(", ", incident.Services)}"],
        incident.Told.Count == 0 ? "Told: nobody, no channel is configured" : $"Told: {string.Join(", ", incident.Told)}",
        .. Evidence(incident.Findings),
        .. RootCause(incident.Findings?.Analysis),
        .. incident.Findings?.Summary is { } summary ? [$"Summary: {summary}"] : Array.Empty<string>(),
        .. Suggested(incident.Findings?.Actions ?? []),
    ];

    private static IEnumerable<string> Suggested(IReadOnlyList<RemediationAction> actions) => actions.Count == 0 ? [] :
    [
        .. actions.Select(action => string.Join(
            ' ', new[] { $"Consider: {Suggestion.Headline(action)}.", Suggestion.Reason(action), action.Runbook }.Where(part => !string.IsNullOrEmpty(part)))),
        RemediationAction.Notice,
    ];

    private static IEnumerable<string> RootCause(Investigation.RootCause.Analysis? analysis) => analysis is null ? [] :
    [
        Conclusion.Headline(analysis),
        .. Conclusion.Reasons(analysis),
        .. analysis.Causes.Select(cause => $"Cause: {Conclusion.Cause(analysis, cause)}. {cause.Explanation} ({string.Join(", ", cause.EvidenceIds)})"),
        .. Conclusion.Changes(analysis).Select(change => $"Changed shortly before: {change}"),
        .. Conclusion.Impact(analysis).Select(impact => $"Impact: {impact}"),
        .. analysis.WouldChange.Select(evidence => $"Would change it: {evidence}"),
    ];

    private static IEnumerable<string> Evidence(Findings? findings) => findings is null
        ? ["Evidence: no source is configured"]
        :
        [
            .. findings.Evidence.Select(evidence => $"Evidence {evidence.Id}: {evidence.Title}: {evidence.Value}"),
            .. findings.Missing.Select(missing => $"Missing: {missing.Source} ({missing.Reason})"),
        ];

    private static void Add(IHasTreeNodes parent, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            parent.AddNode(Line(line));
        }
    }

    private static Text Line(string text) => new(Terminal.Safe(text));
}
