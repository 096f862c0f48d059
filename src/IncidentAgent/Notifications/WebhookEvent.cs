using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentAgent.Investigation;
using IncidentAgent.Investigation.Remediation;

namespace IncidentAgent.Notifications;

/// <summary>What a webhook receiver gets; the same body on every attempt while the incident stands still.</summary>
/// <param name="Type"><c>incident.opened</c>, and so on for every <see cref="AnnouncementKind"/>.</param>
/// <param name="Timestamp">When it happened, not when it was sent.</param>
/// <param name="Data">The incident as it stood when this was sent.</param>
internal sealed record WebhookEvent(string Type, DateTimeOffset Timestamp, WebhookIncident Data)
{
    public static WebhookEvent From(Announcement announcement) => new(
        $"incident.{JsonNamingPolicy.SnakeCaseLower.ConvertName(announcement.Kind.ToString())}", announcement.At, WebhookIncident.From(announcement));
}

internal sealed record WebhookIncident
{
    private const int MostText = 500;
    private const int MostItems = 20;

    /// <summary>For example <c>INC-000042</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The same in every event of the incident, unique across installations.</summary>
    public required string Key { get; init; }

    public required string WhatHappened { get; init; }

    public required string Title { get; init; }

    public required string Status { get; init; }

    public required string Severity { get; init; }

    public required int Revision { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; init; }

    public string? AcknowledgedBy { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    public string? ResolvedBy { get; init; }

    public required int FiringAlerts { get; init; }

    public required int ResolvedAlerts { get; init; }

    public required IReadOnlyList<string> Services { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    public string? Url { get; init; }

    public string? RunbookUrl { get; init; }

    /// <summary>What the last investigation made of its evidence; left out until one has ended.</summary>
    public WebhookRootCause? RootCause { get; init; }

    /// <summary>For a person to weigh, the most useful first; their steps are in the API's answer about the incident.</summary>
    public required IReadOnlyList<WebhookAction> SuggestedActions { get; init; }

    /// <summary>The first <see cref="MostItems"/>, without their samples: receivers expect a small body.</summary>
    public required IReadOnlyList<WebhookEvidence> Evidence { get; init; }

    public required IReadOnlyList<MissingEvidence> MissingEvidence { get; init; }

    public required IReadOnlyList<string> StuckSteps { get; init; }

    public static WebhookIncident From(Announcement announcement)
    {
        var incident = announcement.Incident;
        return new WebhookIncident
        {
            Id = incident.Id.ToString(),
            Key = announcement.IncidentKey,
            WhatHappened = Short(announcement.Text),
            Title = Short(incident.Title),
            Status = incident.Status.ToString().ToLowerInvariant(),
            Severity = incident.Severity.ToString().ToLowerInvariant(),
            Revision = incident.Revision,
            StartedAt = incident.StartedAt,
            OpenedAt = incident.OpenedAt,
            AcknowledgedAt = incident.AcknowledgedAt,
            AcknowledgedBy = incident.AcknowledgedBy,
            ResolvedAt = incident.ResolvedAt,
            ResolvedBy = incident.ResolvedBy,
            FiringAlerts = incident.FiringAlerts,
            ResolvedAlerts = incident.ResolvedAlerts,
            Services = incident.Services,
            Labels = incident.CommonLabels,
            Url = announcement.IncidentUrl,
            RunbookUrl = incident.RunbookUrl,
            RootCause = incident.Findings?.Analysis is { } analysis ? WebhookRootCause.From(analysis) : null,
            SuggestedActions = [.. (incident.Findings?.Actions ?? []).Select(WebhookAction.From)],
            Evidence = [.. (incident.Findings?.Evidence ?? []).Take(MostItems).Select(WebhookEvidence.From)],
            MissingEvidence =
                [.. (incident.Findings?.Missing ?? []).Take(MostItems).Select(missing => missing with { Reason = Short(missing.Reason) })],
            StuckSteps = [.. incident.StuckSteps.Select(step => step.ToString())],
        };
    }

    internal static string Short(string text) => Fitted.Plain(text, MostText);
}

internal sealed record WebhookEvidence(string Id, string Source, string Title, string Value, string? Link)
{
    public static WebhookEvidence From(Evidence evidence) =>
        new(evidence.Id, evidence.Source, WebhookIncident.Short(evidence.Title), WebhookIncident.Short(evidence.Value), evidence.Link);
}

/// <param name="Id">The catalogue's; <c>runbook</c> for the page that an alert links itself.</param>
/// <param name="Title">One line.</param>
/// <param name="Causes">What it is for.</param>
/// <param name="Risk"><c>low</c>, <c>medium</c> or <c>high</c>; left out for a runbook, whose steps nobody here knows.</param>
/// <param name="Runbook">An http(s) address.</param>
internal sealed record WebhookAction(string Id, string Title, IReadOnlyList<string> Causes, string? Risk, string? Runbook)
{
    public static WebhookAction From(RemediationAction action) => new(
        action.Id, WebhookIncident.Short(action.Title), [.. action.Causes.Select(WebhookIncident.Short)],
        action.Risk?.ToString().ToLowerInvariant(), action.Runbook);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WebhookEvent))]
internal sealed partial class WebhookJson : JsonSerializerContext;
