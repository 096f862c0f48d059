using System.Text.Json;
using IncidentAgent.Alerts;
using IncidentAgent.Incidents;

namespace IncidentAgent.Storage;

/// <summary>An episode of an alert as the tables hold it.</summary>
internal sealed record StoredEpisode
{
    /// <summary>The alert's number.</summary>
    public required long Row { get; init; }

    public required IncidentId Incident { get; init; }

    public required AlertKey Key { get; init; }

    public required UInt128 Content { get; init; }

    public required DateTimeOffset StartsAt { get; init; }

    public required AlertStatus Status { get; init; }

    public required DateTimeOffset? EndsAt { get; init; }

    public required DateTimeOffset FirstSeen { get; init; }

    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>What its sender said, as <see cref="AlertJson"/> writes it; empty where it was not asked for.</summary>
    public required ReadOnlyMemory<byte> Json { get; init; }

    /// <exception cref="JsonException">It is not the JSON of an alert.</exception>
    public Alert ToAlert() => AlertJson.Read(Json.Span) with { Status = Status, StartsAt = StartsAt, EndsAt = EndsAt };
}

/// <summary>What was reported of an alert after it was first seen; <see langword="null"/> where nothing was.</summary>
internal sealed record AlertChange
{
    /// <summary>The alert's number.</summary>
    public required long Row { get; init; }

    public required UInt128? Content { get; init; }

    public required DateTimeOffset? StartsAt { get; init; }

    public required AlertStatus? Status { get; init; }

    public required DateTimeOffset? EndsAt { get; init; }

    public required DateTimeOffset LastSeen { get; init; }

    public required byte[]? Json { get; init; }

    public StoredEpisode Of(StoredEpisode first) => first with
    {
        Content = Content ?? first.Content,
        StartsAt = StartsAt ?? first.StartsAt,
        Status = Status ?? first.Status,
        EndsAt = Status is null ? first.EndsAt : EndsAt,
        LastSeen = LastSeen,
        Json = Json ?? first.Json,
    };
}
