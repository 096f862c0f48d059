using IncidentAgent.Alerts;
using IncidentAgent.Incidents;

namespace IncidentAgent.Postmortems;

/// <summary>
/// Writes a postmortem from what is stored and from nothing else: what nobody recorded is missing or said to be, and everything a sender or a
/// person wrote is escaped. The same record, revision and instant give the same document, byte for byte.
/// </summary>
internal static class PostmortemDraft
{
    private const int MostSummary = 2000;

    /// <param name="record">What is stored.</param>
    /// <param name="revision">Which writing of it this is, from 1.</param>
    /// <param name="now">When it is written.</param>
    /// <param name="staleAfter">An alert that still fires although its sender has not spoken of it for so long is listed as stale.</param>
    public static PostmortemDocument Write(IncidentRecord record, int revision, DateTimeOffset now, TimeSpan staleAfter)
    {
        var incident = record.Incident;
        return new(incident.Id, revision, now, Wording.Clip($"{incident.Id}: {incident.Title}", 200),
        [
            new("Summary", Summary(record)),
            new("Timeline", TimelineTable.Write(record.Timeline)),
            new("Root causes", RootCauses.Write(incident.Findings)),
            new("Impact", Impact(record, now)),
            new("Detection", Detection(record)),
            new("Resolution", Resolution(record)),
            new("Remediation", Remediation.Write(incident.Findings)),
            new("Action items", Items(ActionItems.From(record, now, staleAfter), "None recorded.")),
            new("Notes", Notes(record)),
            new("Evidence", EvidenceList.Write(incident.Findings)),
            new("Metrics", Metrics(record)),
        ]);
    }

    private static string Summary(IncidentRecord record)
    {
        var incident = record.Incident;
        var services = incident.Services.IsEmpty ? "" : $" on {Names(incident.Services)}";
        var end = incident.ResolvedAt is { } resolved
            ? $"It was resolved at {Wording.Utc(resolved)} UTC, {Wording.Duration(resolved - incident.OpenedAt)} later."
            : "It was not over when this was written.";
        var reopened = incident.Reopened == 0 ? "" : $" It was opened again {Wording.Count(incident.Reopened, "time")}.";
        return $"{incident.Severity} incident{services}: {Markdown.Escape(Wording.Clip(incident.Title, 500))}\n\n"
            + $"The agent opened {incident.Id} at {Wording.Utc(incident.OpenedAt)} UTC. {end}{reopened}"
            + (incident.Findings?.Summary is { } summary ? $"\n\n{Markdown.Escape(Wording.Clip(summary.ToString(), MostSummary))}" : "");
    }

    private static string Impact(IncidentRecord record, DateTimeOffset now)
    {
        var incident = record.Incident;
        var spent = incident.ResolvedAt is { } resolved
            ? Wording.Duration(resolved - incident.StartedAt)
            : $"{Wording.Duration(now - incident.StartedAt)} so far";
        var interrupted = incident.Reopened == 0 ? "" : ", the time between being resolved and opened again included";
        return Items(
        [
            incident.Services.IsEmpty ? "Affected services: none was named by an alert." : $"Affected services: {Names(incident.Services)}.",
            $"{Wording.Count(record.Alerts.Count, "alert")} took part.",
            $"Duration: {spent} from the first alert's start, {Wording.Utc(incident.StartedAt)} UTC by its sender's clock{interrupted}.",
            .. incident.CommonLabels.Count == 0
                ? Array.Empty<string>()
                : [$"Labels that all its alerts have in common: {Labels(incident.CommonLabels)}."],
            .. RootCauses.Impact(incident.Findings?.Analysis),
        ]);
    }

    private static string Detection(IncidentRecord record)
    {
        var incident = record.Incident;
        var milestones = Milestones.Of(record);
        return Items(
        [
            record.Alerts is [var first, ..]
                ? $"Noticed by the alert {Markdown.Escape(first.Alert.Name)} from {Names(record.Alerts.Select(alert => alert.Alert.Source))}."
                : "No alert is stored with it.",
            milestones.ToDetect is { } detect
                ? $"The agent took it {Wording.Duration(detect)} after the first alert's start."
                : "The first alert's start lies after the agent took it: the two clocks disagree, so the time to detect is not known.",
            milestones.ToAnnounce is { } announce
                ? $"The first announcement was delivered {Wording.Duration(announce)} after that, to {Markdown.Escape(milestones.FirstToldTo)}."
                : "No announcement was delivered.",
            milestones.ToAcknowledge is { } acknowledge
                ? $"{Markdown.Escape(incident.AcknowledgedBy ?? "Somebody")} acknowledged it at {Wording.Utc(incident.OpenedAt + acknowledge)} UTC, "
                    + $"{Wording.Duration(acknowledge)} after the agent took it."
                : "It is not acknowledged.",
        ]);
    }

    private static string Resolution(IncidentRecord record)
    {
        var incident = record.Incident;
        if (incident.ResolvedAt is not { } resolved)
        {
            return "Not resolved when this was written.";
        }

        var firing = record.Alerts.Count(alert => alert.Alert.Status == AlertStatus.Firing);
        return Items(
        [
            incident.ResolvedBy is { } actor
                ? $"Resolved by hand by {Markdown.Escape(actor)} at {Wording.Utc(resolved)} UTC."
                : $"Its last alert was reported as resolved at {Wording.Utc(resolved)} UTC; nobody resolved it by hand.",
            .. firing == 0 ? Array.Empty<string>() : [$"{Wording.Count(firing, "alert")} had not been reported as resolved."],
            .. record.Timeline
                .Where(entry => entry.Kind == TimelineKind.Resolved)
                .TakeLast(10)
                .Select(entry => $"{Wording.Utc(entry.At)} UTC: {Markdown.Escape(Wording.Clip(entry.Text, 500))}"),
        ]);
    }

    private static string Notes(IncidentRecord record)
    {
        var notes = record.Timeline.Where(entry => entry.Kind == TimelineKind.Note).ToList();
        return notes.Count == 0
            ? "None recorded."
            : string.Join("\n\n", notes.Select(note =>
                $"{Markdown.Escape(note.Actor ?? "The agent")}, {Wording.Utc(note.At)} UTC:\n\n{Markdown.Quote(note.Text)}"));
    }

    private static string Metrics(IncidentRecord record)
    {
        var milestones = Milestones.Of(record);
        IEnumerable<(string Name, TimeSpan? Span)> spans =
        [
            ("Time to detect (first alert's start to its arrival)", milestones.ToDetect),
            ("Time to announce (arrival to first delivery)", milestones.ToAnnounce),
            ("Time to acknowledge (arrival to acknowledgement)", milestones.ToAcknowledge),
            ("Time to resolve (arrival to resolution)", milestones.ToResolve),
        ];
        var rows = spans.Where(row => row.Span is not null).Select(row => $"| {row.Name} | {Wording.Duration(row.Span!.Value)} |");
        return string.Join('\n',
        [
            "| Metric | Value |",
            "|---|---|",
            .. rows,
            $"| Alerts | {record.Alerts.Count} |",
            $"| Times opened again | {record.Incident.Reopened} |",
        ]);
    }

    private static string Items(IReadOnlyCollection<string> items, string none = "") =>
        items.Count == 0 ? none : string.Join('\n', items.Select(item => $"- {item}"));

    private static string Labels(IEnumerable<KeyValuePair<string, string>> labels) =>
        string.Join(", ", labels.Select(label => Markdown.Code($"{label.Key}={label.Value}")));

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Distinct().Select(Markdown.Escape));
}
