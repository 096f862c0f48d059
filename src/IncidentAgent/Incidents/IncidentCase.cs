using System.Collections.Immutable;
using IncidentAgent.Notifications;

namespace IncidentAgent.Incidents;

/// <summary>An incident with what it still owes: the steps to run and, for each destination, what is waiting to be told.</summary>
internal sealed partial record IncidentCase
{
    public required Incident Incident { get; init; }

    public ImmutableDictionary<StepKind, Step> Steps { get; init; } = ImmutableDictionary<StepKind, Step>.Empty;

    public ImmutableDictionary<string, Lane> Lanes { get; init; } = ImmutableDictionary<string, Lane>.Empty;

    /// <summary>Nothing more will happen to it by itself.</summary>
    public bool IsSettled => Incident.Status is IncidentStatus.Closed && Steps.Values.All(step => step.Stuck) && Lanes.Values.All(lane => lane.Waiting.IsEmpty);

    public IncidentCase Due(StepKind kind, DateTimeOffset at) => this with { Steps = Steps.SetItem(kind, new Step(at)) };

    public IncidentCase Drop(params ReadOnlySpan<StepKind> kinds)
    {
        var steps = Steps;
        foreach (var kind in kinds)
        {
            steps = steps.Remove(kind);
        }

        return this with { Steps = steps };
    }
}

/// <summary>One piece of work as its row says.</summary>
/// <param name="DueAt">Not before this instant.</param>
/// <param name="Attempts">How often it has been begun; stored before it begins, so that a step that kills the process is counted too.</param>
/// <param name="Stuck">Given up: only a person sets it going again.</param>
/// <param name="Error">Why the last attempt failed.</param>
internal sealed record Step(DateTimeOffset DueAt, int Attempts = 0, bool Stuck = false, string? Error = null)
{
    /// <summary>When this process began it; not stored, because after a crash nobody runs it.</summary>
    public DateTimeOffset? RunningSince { get; init; }
}

/// <summary>What one destination has still to be told about one incident, oldest first.</summary>
/// <param name="Receipt">What the destination answered to its first announcement.</param>
/// <param name="Waiting">In the order they were decided.</param>
internal sealed record Lane(string? Receipt, ImmutableList<Outgoing> Waiting)
{
    public static readonly Lane Empty = new(null, []);

    /// <summary>More than <c>Notifications:Timeout</c> may be: an attempt that has not come back after it was lost.</summary>
    private static readonly TimeSpan SendLease = TimeSpan.FromMinutes(2);

    /// <summary>When this lane next has something to send, while one is being sent when that counts as lost; <see langword="null"/> when nothing waits.</summary>
    public DateTimeOffset? NextAt =>
        Waiting.IsEmpty ? null : Waiting.Find(item => item.SendingSince is not null)?.SendingSince + SendLease ?? Chosen().NotBefore;

    /// <summary>
    /// Latest state collapses. Every message shows the incident as it stands when it is sent, so an update is dropped as soon as anything else
    /// waits, and of the changes of state only the newest is sent. Everything else is always sent: the first word, evidence, an escalation.
    /// </summary>
    public (Outgoing Chosen, ImmutableList<Outgoing> Superseded) Next()
    {
        var chosen = Chosen();
        var lastState = LastState();
        return (chosen, [.. Waiting.Where((item, at) => item != chosen && !IsKept(item, at, lastState))]);
    }

    private Outgoing Chosen()
    {
        var lastState = LastState();
        for (var at = 0; at < Waiting.Count; at++)
        {
            if (IsKept(Waiting[at], at, lastState))
            {
                return Waiting[at];
            }
        }

        return Waiting[^1];
    }

    private int LastState() => Waiting.FindLastIndex(item => IsState(item.Kind));

    private static bool IsKept(Outgoing item, int at, int lastState) => item.Kind switch
    {
        AnnouncementKind.Updated => false,
        var kind when IsState(kind) => at == lastState,
        _ => true,
    };

    private static bool IsState(AnnouncementKind kind) =>
        kind is AnnouncementKind.Acknowledged or AnnouncementKind.Reopened or AnnouncementKind.Resolved;
}

/// <summary>One row of the outbox that is not finished.</summary>
internal sealed record Outgoing
{
    /// <summary>The row's number; rises with the order in which announcements were decided.</summary>
    public required long Row { get; init; }

    public required AnnouncementKind Kind { get; init; }

    public required string Text { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>Attempts begun, less those the destination asked to postpone.</summary>
    public int Attempts { get; init; }

    /// <summary>When this process claimed it to send it; not stored, because after a crash nobody sends it.</summary>
    public DateTimeOffset? SendingSince { get; init; }

    /// <summary>An earlier attempt ended without an answer or never came back, or the process died while it was sending.</summary>
    public bool MayHaveArrived { get; init; }
}
