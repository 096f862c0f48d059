using System.Collections.Immutable;
using System.Globalization;
using IncidentAgent.Incidents;
using IncidentAgent.Investigation;
using IncidentAgent.Investigation.Remediation;
using IncidentAgent.Investigation.RootCause;

namespace IncidentAgent.Notifications;

/// <summary>Writes an incident as a Slack message. Pure.</summary>
/// <remarks>
/// Each part has its own budget, and the budgets together stay below the 9,000 characters of block text that a message may carry
/// (Slack's cap is not documented: 9,600 were seen to pass and 11,300 to be refused).
/// </remarks>
internal static class SlackMessage
{
    private const int HeaderBudget = 150;
    private const int FieldBudget = 250;
    private const int HappenedBudget = 1000;
    private const int EvidenceBudget = 2100;
    private const int RootCauseBudget = 900;
    private const int ActionBudget = 400;
    private const int MissingBudget = 800;
    private const int StuckBudget = 200;
    private const int UrlBudget = 600;
    private const int LineBudget = 400;
    private const int TextBudget = 4000;

    /// <summary>The message as it should stand now.</summary>
    public static SlackPost Whole(Announcement announcement, string channel)
    {
        var incident = announcement.Incident;
        ImmutableArray<string> sections =
        [
            Fitted.Escaped(announcement.Text, HappenedBudget),
            Stuck(incident),
            Lines("Root cause", RootCause(incident.Findings?.Analysis), RootCauseBudget),
            First(incident.Findings?.Actions),
            Lines("Evidence", incident.Findings?.Evidence.Select(Line) ?? [], EvidenceBudget),
            Lines("", incident.Findings?.Missing.Select(Line) ?? [], MissingBudget),
            Links(announcement),
        ];
        return new SlackPost
        {
            Channel = channel,
            Text = Fitted.Escaped(string.IsNullOrWhiteSpace(announcement.Text) ? $"{incident.Id}: {incident.Title}" : announcement.Text, TextBudget),
            Metadata = SlackMetadata.For(announcement.Key),
            Blocks =
            [
                new SlackBlock("header", SlackText.Plain(Fitted.Escaped($"{incident.Id} {incident.Title}", HeaderBudget))),
                new SlackBlock("section", Fields: [.. Facts(incident).Select(fact => Field(fact.Name, fact.Value))]),
                .. sections.Where(text => !string.IsNullOrWhiteSpace(text)).Select(text => new SlackBlock("section", SlackText.Markdown(text))),
            ],
        };
    }

    /// <summary>One line for the thread of a message that stands already.</summary>
    public static SlackPost Reply(Announcement announcement, SlackReceipt thread) => new()
    {
        Channel = thread.Channel,
        ThreadTs = thread.Ts,
        Text = Fitted.Escaped(string.IsNullOrWhiteSpace(announcement.Text) ? announcement.Kind.ToString() : announcement.Text, TextBudget),
        Metadata = SlackMetadata.For(announcement.Key),
    };

    private static IEnumerable<(string Name, string Value)> Facts(Incident incident)
    {
        yield return ("Status", incident.Status.ToString());
        yield return ("Severity", incident.Severity.ToString());
        yield return ("Started", Utc(incident.StartedAt));
        yield return ("Alerts", string.Create(CultureInfo.InvariantCulture, $"{incident.FiringAlerts} firing, {incident.ResolvedAlerts} resolved"));
        if (incident.Services.Length > 0)
        {
            yield return (incident.Services.Length == 1 ? "Service" : "Services", string.Join(", ", incident.Services));
        }

        if (incident.EscalatedAt is { } escalated)
        {
            yield return ("Escalated", Utc(escalated));
        }

        if (incident.AcknowledgedAt is { } acknowledged)
        {
            yield return ("Acknowledged", $"{Utc(acknowledged)} by {incident.AcknowledgedBy ?? "someone"}");
        }

        if (incident.ResolvedAt is { } resolved)
        {
            yield return ("Resolved", $"{Utc(resolved)} {(incident.ResolvedBy is { } by ? $"by {by}" : "by its alerts")}");
        }
    }

    private static SlackText Field(string name, string value) =>
        SlackText.Markdown($"*{name}*\n{Fitted.Escaped(value, FieldBudget - name.Length - 3)}");

    private static string Stuck(Incident incident) => incident.StuckSteps.Length == 0
        ? ""
        : Fitted.Plain($"*Needs a person:* the agent gave up on {string.Join(", ", incident.StuckSteps.Distinct().Select(Words))}.", StuckBudget);

    private static string Words(StepKind step) => step switch
    {
        StepKind.Investigate => "gathering evidence",
        StepKind.Escalate => "escalating",
        StepKind.WriteUp => "writing the postmortem",
        _ => "closing the incident",
    };

    private static IEnumerable<string> RootCause(Analysis? analysis) => analysis is null ? [] :
    [
        .. Conclusion.Verdict(analysis).Select(line => Fitted.Escaped(OneLine(line), LineBudget)),
        .. Conclusion.Changes(analysis).Select(change => $"• changed: {Fitted.Escaped(OneLine(change), LineBudget / 2)}"),
        .. Conclusion.Impact(analysis).Select(impact => $"• {Fitted.Escaped(OneLine(impact), LineBudget / 2)}"),
        .. analysis.Causes.Skip(1).Select(cause => $"• perhaps {Fitted.Escaped(OneLine(Conclusion.Cause(analysis, cause)), LineBudget / 2)}"),
    ];

    /// <summary>The first action; the others are on the incident's page.</summary>
    private static string First(IReadOnlyList<RemediationAction>? actions) => actions is not [var first, ..]
        ? ""
        : $"*Consider:* {Fitted.Escaped(OneLine(Suggestion.Headline(first)), ActionBudget / 2)}. "
            + (actions.Count == 1 ? "" : $"{Wording.Count(actions.Count - 1, "other suggestion")} with the incident. ")
            + "The agent does none of it.";

    private static string Line(Evidence evidence)
    {
        var link = WebLink.Read(evidence.Link, UrlBudget) is { } url ? $" {Link(url, "open")}" : "";
        return $"• *{Fitted.Escaped(OneLine(evidence.Title), LineBudget / 4)}*: {Fitted.Escaped(OneLine(evidence.Value), LineBudget)}{link}";
    }

    private static string Line(MissingEvidence missing) =>
        $"Evidence is missing from {Fitted.Escaped(OneLine(missing.Source), LineBudget / 4)}: {Fitted.Escaped(OneLine(missing.Reason), LineBudget)}";

    /// <summary>As many lines as the budget holds; how many there are beyond it is said.</summary>
    private static string Lines(string heading, IEnumerable<string> all, int budget)
    {
        var lines = all.ToList();
        if (lines.Count == 0)
        {
            return "";
        }

        var text = heading.Length > 0 ? $"*{heading}*" : "";
        var room = budget - "\n… and 1234567890 more".Length;
        var shown = 0;
        while (shown < lines.Count && text.Length + 1 + lines[shown].Length <= room)
        {
            text += $"\n{lines[shown++]}";
        }

        return (shown == lines.Count ? text : $"{text}\n… and {lines.Count - shown} more").TrimStart('\n');
    }

    private static string Links(Announcement announcement)
    {
        string?[] links =
        [
            WebLink.Read(announcement.Incident.RunbookUrl, UrlBudget) is { } runbook ? Link(runbook, "Runbook") : null,
            WebLink.Read(announcement.IncidentUrl, UrlBudget) is { } incident ? Link(incident, announcement.Incident.Id.ToString()) : null,
        ];
        return string.Join("   ", links.OfType<string>());
    }

    private static string Link(string url, string label) => $"<{Fitted.EscapeForSlack(url)}|{label}>";

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
