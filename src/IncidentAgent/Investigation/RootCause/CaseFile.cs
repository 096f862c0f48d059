namespace IncidentAgent.Investigation.RootCause;

/// <summary>All that an analysis is made from.</summary>
internal sealed record CaseFile
{
    /// <summary>The services whose alerts the incident is of.</summary>
    public required IReadOnlyList<string> Alerting { get; init; }

    /// <summary>When the first alert began, by its sender's clock.</summary>
    public required DateTimeOffset AlertedAt { get; init; }

    /// <summary>In any order.</summary>
    public required IReadOnlyList<Evidence> Evidence { get; init; }

    public IReadOnlyList<MissingEvidence> Missing { get; init; } = [];

    /// <summary>The share of requests that must succeed, 0 to 1, by service; empty where no objective is known.</summary>
    public IReadOnlyDictionary<string, double> Objectives { get; init; } = new Dictionary<string, double>();
}
