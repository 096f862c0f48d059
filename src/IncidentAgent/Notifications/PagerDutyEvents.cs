using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IncidentAgent.Investigation;
using IncidentAgent.Investigation.Remediation;
using IncidentAgent.Investigation.RootCause;

namespace IncidentAgent.Notifications;

/// <summary>Decides which events an announcement is to PagerDuty. Pure.</summary>
/// <remarks>
/// An incident has one dedup_key for life, so that every event may be sent twice. Relies on an incident's announcements being sent in the order
/// they were decided: a trigger that overtook a resolve would open what nobody closes.
/// </remarks>
internal static class PagerDutyEvents
{
    public const int MostSummary = 1024;
    private const int MostField = 255;
    private const int MostUrl = 2000;
    private const int MostDetail = 2000;
    private const int MostItems = 50;
    private const int MostSuggestions = 3;

    /// <summary>The events, in the order to send them; empty when PagerDuty has nothing to be told.</summary>
    public static IReadOnlyList<PagerDutyEvent> For(Announcement announcement, string routingKey)
    {
        var incident = announcement.Incident;
        var key = announcement.IncidentKey;
        var stuck = StuckKey(key);
        return announcement.Kind switch
        {
            AnnouncementKind.Opened or AnnouncementKind.Reopened => [Trigger(announcement, routingKey, key)],

            // More about an incident that is over must not open it again, nor wake the next person.
            AnnouncementKind.Investigated or AnnouncementKind.SeverityRaised or AnnouncementKind.Escalated =>
                incident.IsOver ? [] : [Trigger(announcement, routingKey, key)],

            // None is made any more; a store may still hold one of an earlier version.
            AnnouncementKind.Updated => [],
            AnnouncementKind.Acknowledged => [Change("acknowledge", routingKey, key)],
            AnnouncementKind.Resolved when incident.HasBeenStuck || incident.StuckSteps.Length > 0 => [Change("resolve", routingKey, key), Change("resolve", routingKey, stuck)],
            AnnouncementKind.Resolved => [Change("resolve", routingKey, key)],

            // An alert of its own, because the incident's may be acknowledged already, and then a trigger wakes nobody. Of an incident that is over nobody
            // would resolve it.
            AnnouncementKind.Stuck => incident.IsOver ? [] : [Trigger(announcement, routingKey, stuck)],
            var kind => throw new ArgumentOutOfRangeException(nameof(announcement), kind, "No event is known for this kind."),
        };
    }

    /// <summary>The dedup_key of the separate alert for steps that were given up: the SHA-256 of the incident's key and <c>/stuck</c>, in hex.</summary>
    public static string StuckKey(string incidentKey) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{incidentKey}/stuck")));

    private static PagerDutyEvent Change(string action, string routingKey, string dedupKey) =>
        new() { RoutingKey = routingKey, EventAction = action, DedupKey = Fitted.Plain(dedupKey, MostField) };

    private static PagerDutyEvent Trigger(Announcement announcement, string routingKey, string dedupKey)
    {
        var incident = announcement.Incident;
        var isStuck = announcement.Kind is AnnouncementKind.Stuck;
        return Change("trigger", routingKey, dedupKey) with
        {
            Payload = new PagerDutyPayload
            {
                Summary = Fitted.Plain($"{incident.Id}: {(isStuck ? announcement.Text : incident.Title)}", MostSummary),
                Source = Fitted.Plain(incident.Services.FirstOrDefault(service => !string.IsNullOrWhiteSpace(service)) ?? "IncidentAgent", MostField),
                Severity = Word(incident.Severity),
                Timestamp = isStuck ? announcement.At : incident.StartedAt,
                Group = incident.Services.Length > 1 ? Fitted.Plain(string.Join(", ", incident.Services), MostField) : null,
                CustomDetails = Details(announcement),
            },
            Client = "IncidentAgent",
            ClientUrl = Usable(announcement.IncidentUrl),
            Links = [.. Links(announcement)],
        };
    }

    private static string Word(Alerts.Severity severity) => severity switch
    {
        Alerts.Severity.Info => "info",
        Alerts.Severity.Warning => "warning",
        Alerts.Severity.Error => "error",
        _ => "critical",
    };

    private static PagerDutyDetails Details(Announcement announcement)
    {
        var incident = announcement.Incident;
        var findings = incident.Findings;
        return new PagerDutyDetails
        {
            Incident = incident.Id.ToString(),
            Status = incident.Status.ToString().ToLowerInvariant(),
            WhatHappened = Fitted.Plain(announcement.Text, MostDetail),
            Alerts = string.Create(CultureInfo.InvariantCulture, $"{incident.FiringAlerts} firing, {incident.ResolvedAlerts} resolved"),
            Services = incident.Services,
            Labels = incident.CommonLabels,
            RootCause = findings?.Analysis is { } analysis ? Fitted.Plain(string.Join(' ', Conclusion.Verdict(analysis)), MostDetail) : null,
            Causes = Detailed(findings?.Analysis, one => one.Causes.Select(cause => $"{Conclusion.Cause(one, cause)}: {cause.Explanation}")),
            ChangedBefore = Detailed(findings?.Analysis, Conclusion.Changes),
            Impact = Detailed(findings?.Analysis, Conclusion.Impact),
            Suggestions = findings?.Actions is { Count: > 0 } actions
                ? [.. actions.Take(MostSuggestions).Select(action => Fitted.Plain(Suggestion.Headline(action), MostDetail)), RemediationAction.Notice]
                : null,
            Evidence = [.. (findings?.Evidence ?? []).Take(MostItems).Select(Headline)],
            EvidenceMissing = [.. (findings?.Missing ?? []).Take(MostItems).Select(Reason)],
            StepsGivenUp = [.. incident.StuckSteps.Select(step => step.ToString())],
        };
    }

    private static IReadOnlyList<string>? Detailed(Analysis? analysis, Func<Analysis, IEnumerable<string>> lines) =>
        analysis is null ? null : [.. lines(analysis).Take(MostItems).Select(line => Fitted.Plain(line, MostDetail))];

    private static string Headline(Evidence evidence) => Fitted.Plain($"{evidence.Title}: {evidence.Value}", MostDetail);

    private static string Reason(MissingEvidence missing) => Fitted.Plain($"{missing.Source}: {missing.Reason}", MostDetail);

    private static IEnumerable<PagerDutyLink> Links(Announcement announcement)
    {
        if (Usable(announcement.Incident.RunbookUrl) is { } runbook)
        {
            yield return new PagerDutyLink(runbook, "Runbook");
        }

        if (Usable(announcement.IncidentUrl) is { } incident)
        {
            yield return new PagerDutyLink(incident, announcement.Incident.Id.ToString());
        }
    }

    private static string? Usable(string? url) => WebLink.Read(url, MostUrl);
}
