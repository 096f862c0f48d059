using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentAgent.Commands;

/// <param name="Incidents">In the agent's order.</param>
/// <param name="Next">The cursor of the next page; <see langword="null"/> on the last one.</param>
internal sealed record IncidentPage(IReadOnlyList<IncidentLine> Incidents, string? Next = null);

/// <summary>An incident in a list.</summary>
internal sealed record IncidentLine
{
    public required string Id { get; init; }

    public required string Status { get; init; }

    public required string Severity { get; init; }

    public required string Title { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public IReadOnlyList<string> Services { get; init; } = [];

    public int FiringAlerts { get; init; }

    public int ResolvedAlerts { get; init; }
}

/// <summary>What somebody does to an incident.</summary>
internal sealed record IncidentChange(string Actor, string? Note = null, string? Text = null);

/// <summary>What the agent did with one payload.</summary>
internal sealed record WebhookAnswer(IReadOnlyList<WebhookIncident> Incidents, int Quarantined);

internal sealed record WebhookIncident(string Id, string Status, int Alerts, int Duplicates);

internal abstract record WebhookOutcome
{
    private WebhookOutcome() { }

    public sealed record Accepted(WebhookAnswer Answer) : WebhookOutcome;

    public sealed record Refused(string Reason) : WebhookOutcome;
}

internal sealed record Problem(string? Detail = null);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(IncidentPage))]
[JsonSerializable(typeof(IncidentChange))]
[JsonSerializable(typeof(WebhookAnswer))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class AnswersJson : JsonSerializerContext;
