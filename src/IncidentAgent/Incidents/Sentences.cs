using System.Globalization;
using IncidentAgent.Alerts;
using IncidentAgent.Investigation;
using IncidentAgent.Investigation.RootCause;

namespace IncidentAgent.Incidents;

/// <summary>What the agent says of an incident in one line: in the timeline, in announcements and on the console. Label values are as the sender gave them.</summary>
internal static class Sentences
{
    public static string Opened(Incident incident) => $"{incident.Id} opened: {incident.Title} ({Facts(incident)})";

    public static string Reopened(Incident incident) => $"{incident.Id} opened again: {incident.Title} ({Facts(incident)})";

    public static string Updated(Incident incident, string what) => $"{incident.Id}: {what}";

    public static string Raised(Incident incident, string what) => $"{incident.Id} is {Word(incident.Severity)} now: {what}";

    public static string Acknowledged(Incident incident) => $"{incident.Id} acknowledged by {incident.AcknowledgedBy}: {incident.Title}";

    public static string Escalated(Incident incident, string reason) => $"{incident.Id} escalated, {reason}: {incident.Title} ({Facts(incident)})";

    public static string Resolved(Incident incident)
    {
        var after = Wording.Duration((incident.ResolvedAt ?? incident.OpenedAt) - incident.OpenedAt);
        var by = incident.ResolvedBy is { } actor ? $" by {actor}" : "";
        return $"{incident.Id} resolved{by} after {after}: {incident.Title}";
    }

    public static string Stuck(Incident incident, StepKind step, int attempts, string reason) =>
        $"{incident.Id} needs a person: the step '{Word(step)}' was given up after {Wording.Count(attempts, "attempt")}: {reason}";

    public static string Fired(IReadOnlyList<Alert> alerts) => $"{Names(alerts)} started firing";

    public static string Resolved(IReadOnlyList<Alert> alerts) => $"{Names(alerts)} {(alerts.Count == 1 ? "is" : "are")} over";

    public static string Investigated(Findings findings)
    {
        var found = findings.Evidence.Count == 0
            ? "No evidence found"
            : $"Evidence from {string.Join(", ", findings.Evidence.Select(item => item.Source).Distinct())}";
        return findings.Missing.Count == 0
            ? found
            : $"{found}; missing from {string.Join(", ", findings.Missing.Select(missing => $"{missing.Source} ({missing.Reason})"))}";
    }

    /// <summary>The evidence, and before it what it comes to.</summary>
    public static string Concluded(Findings findings) =>
        findings.Analysis is { } analysis ? $"{Conclusion.Headline(analysis)}. {Investigated(findings)}" : Investigated(findings);

    public static string ChangedBefore(Analysis analysis) => $"Changed shortly before: {string.Join("; ", Conclusion.Changes(analysis))}";

    public static string Word(Severity severity) => severity.ToString().ToLowerInvariant();

    public static string Word(StepKind step) => step switch
    {
        StepKind.Investigate => "investigate",
        StepKind.Escalate => "escalate",
        StepKind.WriteUp => "write up",
        StepKind.Close => "close",
        _ => step.ToString(),
    };

    private static string Facts(Incident incident)
    {
        List<string> facts = [Word(incident.Severity)];
        if (incident.Services.Length > 0)
        {
            facts.Add(string.Join(", ", incident.Services.Take(3)));
        }

        facts.Add($"{Wording.Count(incident.FiringAlerts, "alert")} firing");
        return string.Join("; ", facts);
    }

    /// <summary>The first few names, each with what tells it from its like, and how many more there are.</summary>
    private static string Names(IReadOnlyList<Alert> alerts)
    {
        var named = string.Join(", ", alerts.Take(3).Select(alert => alert.Label("instance") is { } instance ? $"{alert.Name} on {instance}" : alert.Name));
        return alerts.Count <= 3 ? named : Invariant($"{named} and {alerts.Count - 3} more");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
