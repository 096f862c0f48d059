using System.Collections.Immutable;
using IncidentAgent.Alerts;
using IncidentAgent.Investigation;

namespace IncidentAgent.Incidents;

/// <summary>
/// What is known of one incident, without its alerts, timeline and evidence, which are rows of their own: a head stays small however many alerts
/// join it. A change is a method that returns the next value.
/// </summary>
public sealed record Incident
{
    private readonly OptionalInstant _acknowledgedAt;
    private readonly OptionalInstant _resolvedAt;
    private readonly OptionalInstant _closedAt;
    private readonly OptionalInstant _escalatedAt;
    private readonly OptionalInstant _investigatedAt;
    private readonly Lazy<Findings>? _findings;

    public required IncidentId Id { get; init; }

    /// <summary>What its alerts have in common; one key has at most one incident that is not closed.</summary>
    public required string Key { get; init; }

    public required IncidentStatus Status { get; init; }

    /// <summary>The worst severity of any alert so far; it does not fall again while the incident lasts.</summary>
    public required Severity Severity { get; init; }

    /// <summary>One line for a person: the first alert's summary.</summary>
    public required string Title { get; init; }

    /// <summary>When the agent took the first alert.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When the first alert began, by its sender's clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? AcknowledgedAt
    {
        get => _acknowledgedAt;
        init => _acknowledgedAt = value;
    }

    public string? AcknowledgedBy { get; init; }

    public DateTimeOffset? ResolvedAt
    {
        get => _resolvedAt;
        init => _resolvedAt = value;
    }

    /// <summary>Who resolved it by hand; <see langword="null"/> when its last alert was resolved by the sender.</summary>
    public string? ResolvedBy { get; init; }

    public DateTimeOffset? ClosedAt
    {
        get => _closedAt;
        init => _closedAt = value;
    }

    /// <summary>Whom the rules named when the wait for an acknowledgement began; <see langword="null"/> where none has.</summary>
    public ImmutableArray<string>? EscalateTo { get; init; }

    public DateTimeOffset? EscalatedAt
    {
        get => _escalatedAt;
        init => _escalatedAt = value;
    }

    public int Reopened { get; init; }

    public int FiringAlerts { get; init; }

    public int ResolvedAlerts { get; init; }

    /// <summary>The services its alerts named, in the order they were first seen; at most <see cref="MostServices"/>.</summary>
    public ImmutableArray<string> Services { get; init; } = [];

    /// <summary>The labels that every alert of this incident carries with the same value.</summary>
    public ImmutableSortedDictionary<string, string> CommonLabels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The first alert's <c>runbook_url</c>, when it is a http(s) address.</summary>
    public string? RunbookUrl { get; init; }

    /// <summary>When the last investigation ended; <see langword="null"/> until one has.</summary>
    public DateTimeOffset? InvestigatedAt
    {
        get => _investigatedAt;
        init => _investigatedAt = value;
    }

    /// <summary>What the last investigation found; <see langword="null"/> until one has ended.</summary>
    public Findings? Findings
    {
        get => _findings?.Value;
        init => _findings = value is null ? null : new(value);
    }

    /// <summary>The same as it is stored: who only adds an alert does not read it.</summary>
    internal Lazy<Findings> FindingsWhenAsked
    {
        init => _findings = value;
    }

    /// <summary>The destinations that were told, in that order; they hear of every later change too.</summary>
    public ImmutableArray<string> AnnouncedTo { get; init; } = [];

    /// <summary>Steps that were given up after their last attempt and wait for a person.</summary>
    public ImmutableArray<StepKind> StuckSteps { get; init; } = [];

    /// <summary>People were told of a stuck step, also where it is not stuck any more.</summary>
    public bool HasBeenStuck { get; init; }

    /// <summary>Counts every change that people are told of.</summary>
    public int Revision { get; init; }

    public const int MostServices = 20;

    public bool IsOver => Status is IncidentStatus.Resolved or IncidentStatus.Closed;

    public Incident Acknowledge(string actor, DateTimeOffset now) =>
        this with { Status = IncidentStatus.Acknowledged, AcknowledgedAt = now, AcknowledgedBy = actor, Revision = Revision + 1 };

    /// <param name="actor">Who resolved it; <see langword="null"/> when its last alert was resolved by the sender.</param>
    /// <param name="now">The agent's clock.</param>
    public Incident Resolve(string? actor, DateTimeOffset now) =>
        this with { Status = IncidentStatus.Resolved, ResolvedAt = now, ResolvedBy = actor, Revision = Revision + 1 };

    /// <summary>Opens it again; somebody has to acknowledge it again too.</summary>
    public Incident Reopen() => this with
    {
        Status = IncidentStatus.Open,
        ResolvedAt = null,
        ResolvedBy = null,
        AcknowledgedAt = null,
        AcknowledgedBy = null,
        EscalateTo = null,
        EscalatedAt = null,
        Reopened = Reopened + 1,
        Revision = Revision + 1,
    };

    /// <summary>
    /// Whether nothing else is different than the number of its alerts and of what people were told of: in a storm almost every change, which is why no copy
    /// is made to compare with.
    /// </summary>
    internal bool DiffersOnlyInCounts(Incident other) =>
        Id == other.Id && Key == other.Key && Status == other.Status && Severity == other.Severity && Title == other.Title
        && OpenedAt == other.OpenedAt && StartedAt == other.StartedAt
        && AcknowledgedAt == other.AcknowledgedAt && AcknowledgedBy == other.AcknowledgedBy
        && ResolvedAt == other.ResolvedAt && ResolvedBy == other.ResolvedBy && ClosedAt == other.ClosedAt
        && EscalateTo == other.EscalateTo && EscalatedAt == other.EscalatedAt && Reopened == other.Reopened
        && Services == other.Services && ReferenceEquals(CommonLabels, other.CommonLabels) && RunbookUrl == other.RunbookUrl
        && InvestigatedAt == other.InvestigatedAt && ReferenceEquals(_findings, other._findings)
        && AnnouncedTo == other.AnnouncedTo && StuckSteps == other.StuckSteps && HasBeenStuck == other.HasBeenStuck;

    /// <summary>Whether it was investigated since it was as before.</summary>
    internal bool HasNewFindings(Incident? before) => _findings is not null && !ReferenceEquals(before?._findings, _findings);

    internal Incident WithoutFindings() => _findings is null ? this : this with { Findings = null };

    public Incident Close(DateTimeOffset now) => this with { Status = IncidentStatus.Closed, ClosedAt = now };
}

public enum IncidentStatus
{
    Open,
    Acknowledged,
    Resolved,
    Closed,
}
