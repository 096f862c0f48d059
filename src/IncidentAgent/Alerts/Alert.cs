using System.Text.Json.Serialization;

namespace IncidentAgent.Alerts;

/// <summary>One alert as a sender reported it, whatever the sender's format was.</summary>
/// <remarks>
/// An alert's identity is (<see cref="Source"/>, <see cref="Fingerprint"/>, <see cref="StartsAt"/>, <see cref="Status"/>): a second report with
/// the same four values is a redelivery and changes nothing, unless it fires again after its end (<c>Incidents:LateNoticeWithin</c>). Instants are whole
/// microseconds, so that a stored alert equals the one that was sent.
/// </remarks>
public sealed record Alert
{
    private readonly OptionalInstant _endsAt;

    /// <summary>The credential's configured name, else the route's name; never an address, since a highly available pair has two of each.</summary>
    public required string Source { get; init; }

    /// <summary>The sender's name for this combination of labels: the same for every episode of the alert.</summary>
    public required string Fingerprint { get; init; }

    public required AlertStatus Status { get; init; }

    /// <summary>When this episode began; a later value under the same fingerprint is a new episode.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>When the episode ended; <see langword="null"/> while it fires.</summary>
    public DateTimeOffset? EndsAt
    {
        get => _endsAt;
        init => _endsAt = value;
    }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = NoLabels;

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = NoLabels;

    /// <summary>Where the sender shows the rule that fired; Prometheus puts the alert's own expression into its query string.</summary>
    public string? GeneratorUrl { get; init; }

    /// <summary>The sender's own grouping; <see langword="null"/> when the sender does not group. Set once its payload is read to the end.</summary>
    [JsonInclude]
    public string? GroupKey { get; internal set; }

    /// <summary>Pages about this alert that the sender named.</summary>
    public IReadOnlyList<string> Links { get; init; } = [];

    public static readonly IReadOnlyDictionary<string, string> NoLabels = new Dictionary<string, string>();

    public string? Label(string name) => Labels.GetValueOrDefault(name);

    public string? Annotation(string name) => Annotations.GetValueOrDefault(name);

    /// <summary>The alert's name, by Prometheus' convention the label <c>alertname</c>; its fingerprint when it has none.</summary>
    public string Name => Label("alertname") ?? Fingerprint;

    /// <summary>What a person reads: the annotation <c>summary</c>, else <c>description</c>, else the alert's name.</summary>
    public string Summary => Annotation("summary") ?? Annotation("description") ?? Name;

    public Severity Severity => Severities.Parse(Label("severity"));
}

public enum AlertStatus
{
    Firing,
    Resolved,
}
