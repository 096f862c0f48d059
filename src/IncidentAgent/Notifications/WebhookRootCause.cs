using System.Text.Json;
using IncidentAgent.Investigation.RootCause;

namespace IncidentAgent.Notifications;

/// <summary>What an investigation made of its evidence, for a webhook receiver.</summary>
internal sealed record WebhookRootCause
{
    /// <summary><c>confirmed</c>, <c>likely</c> or <c>inconclusive</c>.</summary>
    public required string Certainty { get; init; }

    /// <summary>In one sentence.</summary>
    public required string Headline { get; init; }

    public required string Because { get; init; }

    public DateTimeOffset? Onset { get; init; }

    public required IReadOnlyList<WebhookCause> Causes { get; init; }

    public required IReadOnlyList<WebhookChange> ChangedBefore { get; init; }

    public WebhookImpact? Impact { get; init; }

    public static WebhookRootCause From(Analysis analysis) => new()
    {
        Certainty = Word(analysis.Certainty),
        Headline = WebhookIncident.Short(Conclusion.Headline(analysis)),
        Because = WebhookIncident.Short(analysis.Because),
        Onset = analysis.Onset,
        Causes =
        [
            .. analysis.Causes.Select(cause => new WebhookCause(
                WebhookIncident.Short(cause.Service), Word(cause.Category), cause.ShareOfExcess, WebhookIncident.Short(cause.Explanation), cause.EvidenceIds)),
        ],
        ChangedBefore =
        [
            .. analysis.Changes.Select(near => new WebhookChange(
                near.Change.At, WebhookIncident.Short(near.Change.Kind), near.Change.Service, WebhookIncident.Short(near.Change.Summary), near.Change.Link)),
        ],
        Impact = analysis.Impact is { } impact ? WebhookImpact.From(impact) : null,
    };

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}

/// <param name="Service">Where it lies.</param>
/// <param name="Category">For example <c>deployment_regression</c>.</param>
/// <param name="ShareOfExcess">0 to 1; left out where it cannot be told.</param>
/// <param name="Explanation">Why it is believed.</param>
/// <param name="EvidenceIds">What it stands on.</param>
internal sealed record WebhookCause(string Service, string Category, double? ShareOfExcess, string Explanation, IReadOnlyList<string> EvidenceIds);

internal sealed record WebhookChange(DateTimeOffset At, string Kind, string? Service, string Summary, string? Link);

/// <summary>What could not be measured is left out.</summary>
internal sealed record WebhookImpact(
    IReadOnlyList<string> Services, double? FailedRequests, double? SlowRequests, double? AddedWaitingSeconds, double DurationSeconds,
    double? ErrorBudgetBurnRate)
{
    public static WebhookImpact From(Impact impact) => new(
        [.. impact.Services.Select(WebhookIncident.Short)], impact.FailedRequests, impact.SlowRequests, impact.AddedWaiting?.TotalSeconds,
        impact.Duration.TotalSeconds, impact.ErrorBudgetBurnRate);
}
