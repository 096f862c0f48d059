using IncidentAgent.Alerts;
using IncidentAgent.Incidents;
using IncidentAgent.Investigation.RootCause;

namespace IncidentAgent.Postmortems;

/// <summary>What is left to do, as far as the record shows it: the cause, and what went wrong while the incident was handled.</summary>
internal static class ActionItems
{
    private const int MostNames = 5;
    private const int MostCharacters = 500;

    public static IReadOnlyList<string> From(IncidentRecord record, DateTimeOffset now, TimeSpan staleAfter)
    {
        var incident = record.Incident;
        return
        [
            .. incident.Findings?.Analysis is { } analysis ? [Cause(analysis)] : Array.Empty<string>(),
            .. incident.StuckSteps.Select(Stuck),
            .. record.Announcements.Where(announcement => announcement.State == AnnouncementState.Dead)
                .GroupBy(announcement => announcement.Destination).OrderBy(group => group.Key, StringComparer.Ordinal).Select(Undelivered),
            .. (incident.Findings?.Missing ?? []).Select(missing =>
                $"Make {Markdown.Escape(missing.Source)} answer: it gave no evidence ({Markdown.Escape(missing.Reason)})."),
            .. When(incident is { AcknowledgedAt: null, ResolvedBy: null }, Unacknowledged(incident)),
            .. When(incident.EscalatedAt is not null, "Find out why nobody acknowledged it before it was escalated."),
            .. When(incident.Reopened > 0, $"Find out why it came back: it was opened again {Wording.Count(incident.Reopened, "time")} after being resolved."),
            .. Stale(record.Alerts, now, staleAfter),
            .. When(incident.RunbookUrl is null, $"Write a runbook: no runbook was linked{Rules(record.Alerts)}."),
        ];
    }

    private static IEnumerable<string> When(bool condition, string item) => condition ? [item] : [];

    private static string Cause(Analysis analysis) => analysis is { Certainty: not Certainty.Inconclusive, Causes: [var first, ..] }
        ? $"Keep it from coming back: remove the cause, {Markdown.Escape(Wording.Clip(Conclusion.Cause(analysis, first), MostCharacters))}."
        : "Establish the root cause: the investigation was inconclusive"
            + (analysis.WouldChange is [var helpful, ..] ? $". What would help: {Markdown.Escape(Wording.Clip(helpful, MostCharacters))}" : ".");

    private static string Stuck(StepKind step) => step switch
    {
        StepKind.Investigate => "Gather evidence by hand: the investigation was given up after its last attempt.",
        StepKind.Escalate => "Check the escalation: it was given up after its last attempt.",
        StepKind.WriteUp => "Check why writing the postmortem was given up before this revision.",
        StepKind.Close => "Close it by hand: closing was given up after its last attempt.",
        _ => $"Look at the step {step}: it was given up after its last attempt.",
    };

    private static string Undelivered(IGrouping<string, AnnouncementRecord> dead)
    {
        var reason = dead.Last().Reason is { } said ? $", the last time because: {Markdown.Escape(said)}" : "";
        return $"Repair {Markdown.Escape(dead.Key)}: {Wording.Count(dead.Count(), "announcement")} never arrived there{reason}.";
    }

    private static string Unacknowledged(Incident incident) => incident.Reopened == 0
        ? "Check who is told and whether they are reached: nobody acknowledged the incident."
        : "Check who is told and whether they are reached: nobody acknowledged the incident since it was last opened again.";

    private static IEnumerable<string> Stale(IReadOnlyList<AlertRecord> alerts, DateTimeOffset now, TimeSpan staleAfter)
    {
        var stale = alerts.Where(alert => alert.Alert.Status == AlertStatus.Firing && now - alert.LastSeen >= staleAfter).ToList();
        return stale.Count == 0
            ? []
            : [$"Check {Wording.Count(stale.Count, "stale alert")}, not resolved and unheard of for {Wording.Duration(staleAfter)} or longer{Rules(stale)}."];
    }

    private static string Rules(IReadOnlyList<AlertRecord> alerts)
    {
        var names = alerts.Select(alert => alert.Alert.Name).Distinct().Order(StringComparer.Ordinal).ToList();
        var more = names.Count > MostNames ? $" and {names.Count - MostNames} more" : "";
        return names.Count == 0
            ? ""
            : $" ({string.Join(", ", names.Take(MostNames).Select(Markdown.Escape))}{more})";
    }
}
