using IncidentAgent.Alerts;
using IncidentAgent.Incidents;
using IncidentAgent.Investigation;

namespace IncidentAgent.Storage;

/// <summary>
/// The only truth. One commit is one transaction: the alerts, the fenced heads, what is to be told and what is due, all or nothing. A process that
/// dies at any moment leaves either all of a commit or none of it. Reading waits for what was committed before; while that cannot be read, because
/// the disk is full, it shows what can be.
/// </summary>
internal interface IIncidentStore : INumbers
{
    /// <summary>Tells this installation's incidents from those of others at the same receiver; made once, when the store is created.</summary>
    string Installation { get; }

    StoreHealth Health { get; }

    /// <summary>
    /// Loads what is known under a key and makes the caller its one writer: from then on every commit of an earlier writer is refused.
    /// </summary>
    /// <param name="key">The correlation key.</param>
    /// <param name="rememberAlertsSince">Episodes nobody has spoken of since then are left out.</param>
    /// <param name="cancellation">Stops waiting; the writer may have changed all the same.</param>
    /// <exception cref="StoreDownException">The store cannot be written to.</exception>
    Task<OpenedTrack> OpenAsync(string key, DateTimeOffset rememberAlertsSince, CancellationToken cancellation);

    /// <summary>
    /// Commits. When this has come to <see cref="CommitResult.Committed"/>, a crash no longer loses it; on any other result nothing was written. The commit
    /// itself is read before this returns.
    /// </summary>
    ValueTask<CommitResult> CommitAsync(in IncidentCommit commit);

    /// <summary>Keeps what could not be used, with the reason. The same bytes from the same source keep their number.</summary>
    /// <returns>The numbers, in the order given; <see langword="null"/> when the store is down or busy.</returns>
    Task<IReadOnlyList<long>?> QuarantineAsync(IReadOnlyList<Quarantined> refused);

    /// <summary>
    /// Keeps a change that was reported; the same one again keeps its number. Older ones than then are forgotten, and of more than 100 000 the first.
    /// </summary>
    /// <returns>Its number, after which a crash no longer loses it; <see langword="null"/> when the store is down or busy.</returns>
    Task<long?> AddChangeAsync(ChangeEvent change, DateTimeOffset forgetBefore);

    /// <summary>Changes that were reported, the latest first.</summary>
    IReadOnlyList<NumberedChange> Changes(ChangeFilter filter);

    /// <summary>Steps and announcements of a shard that are due, oldest first, at most <paramref name="limit"/> of each kind of work.</summary>
    Task<IReadOnlyList<DueWork>> DueAsync(int shard, DateTimeOffset now, int limit);

    /// <summary>The key an incident belongs to; <see langword="null"/> when there is no such incident.</summary>
    /// <exception cref="StoreDownException">What was committed last cannot be read at the moment.</exception>
    string? KeyOf(IncidentId id);

    Incident? Head(IncidentId id);

    /// <summary>An incident with what it still owes, also one that is settled.</summary>
    IncidentCase? Case(IncidentId id);

    /// <summary>What could not be delivered of an incident, in the order it was decided.</summary>
    IReadOnlyList<AnnouncementRecord> DeadLetters(IncidentId id);

    IncidentRecord? Find(IncidentId id);

    /// <summary>The first alerts of an incident, at most <paramref name="limit"/>.</summary>
    IReadOnlyList<AlertRecord> AlertsOf(IncidentId id, int limit);

    /// <summary>Incidents newest first.</summary>
    IReadOnlyList<Incident> List(IncidentFilter filter);

    IReadOnlyList<AnnouncementRecord> Announcements(int limit, string? destination, AnnouncementState? state);

    IReadOnlyList<QuarantinedRecord> Quarantine(int limit);

    StoredPostmortem? Postmortem(IncidentId id);

    Backlog Backlog(DateTimeOffset now);
}

/// <summary>A key's track as loaded by its new writer.</summary>
/// <param name="Track">The incidents and episodes that still matter.</param>
/// <param name="Epoch">The writer's number; 0 for a key that was never written, or of which nothing is kept, whose first commit decides who its writer is.</param>
/// <param name="Version">Counts the key's commits.</param>
internal sealed record OpenedTrack(IncidentTrack Track, long Epoch, long Version);

/// <summary>Everything one key's writer commits at once.</summary>
internal readonly record struct IncidentCommit
{
    public required long Epoch { get; init; }

    public required long Version { get; init; }

    public required IncidentTrack Before { get; init; }

    public required IncidentTrack After { get; init; }

    public required Changes Changes { get; init; }
}

internal enum CommitResult
{
    Committed,

    /// <summary>Somebody else writes this key now: load it again before deciding anything.</summary>
    Fenced,

    /// <summary>Too much is waiting to be written.</summary>
    Busy,

    StoreDown,
}

/// <summary>Something that was sent and could not be used.</summary>
internal sealed record Quarantined(string Source, string Reason, ReadOnlyMemory<byte> Body, DateTimeOffset At);

internal sealed record QuarantinedRecord(long Id, string Source, string Reason, string Body, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, int Times);

internal sealed record NumberedChange(long Number, ChangeEvent Change);

/// <param name="Limit">At most so many, from 1.</param>
internal sealed record ChangeFilter(int Limit)
{
    public string? Service { get; init; }

    /// <summary>Included.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Included.</summary>
    public DateTimeOffset? To { get; init; }
}

internal sealed record StoredPostmortem(IncidentId Incident, int Revision, DateTimeOffset WrittenAt, string Markdown, string Json);

/// <summary>Work whose time has come: a step, or what a destination is to be told.</summary>
internal sealed record DueWork(string Key, IncidentId Incident, StepKind? Step, string? Destination);

/// <param name="Limit">At most so many, from 1.</param>
internal sealed record IncidentFilter(int Limit)
{
    public IReadOnlyList<IncidentStatus> Statuses { get; init; } = [];

    public Severity? AtLeast { get; init; }

    /// <summary>Labels that all alerts of the incident must carry with this value.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = Alert.NoLabels;

    public DateTimeOffset? OpenedFrom { get; init; }

    public DateTimeOffset? OpenedTo { get; init; }

    /// <summary>Only incidents with a lower number: the page after one that ended there.</summary>
    public long? Before { get; init; }
}

/// <param name="DueSteps">Steps whose time has come.</param>
/// <param name="StuckSteps">Steps that were given up.</param>
/// <param name="OldestDue">When the longest-waiting step other than an investigation became due; <see langword="null"/> when none is.</param>
/// <param name="OldestInvestigation">The same of investigations, which queue up in a storm while their sources are slow.</param>
/// <param name="OldestAnnouncement">When the longest-waiting announcement was decided; <see langword="null"/> when none waits.</param>
/// <param name="Announcements">How many rows of the outbox wait, are being sent or are dead, for each destination.</param>
/// <param name="SetAside">Commits that were answered and that the tables refused: a defect, after which their rows wait for a person.</param>
internal sealed record Backlog(
    int DueSteps, int StuckSteps, DateTimeOffset? OldestDue, DateTimeOffset? OldestInvestigation, DateTimeOffset? OldestAnnouncement,
    IReadOnlyList<(string Destination, AnnouncementState State, int Count)> Announcements, int SetAside);

/// <param name="IsUp">The last write succeeded.</param>
/// <param name="Reason">Why not.</param>
internal sealed record StoreHealth(bool IsUp, string? Reason);

/// <summary>The store cannot be written to right now; nothing was changed.</summary>
public sealed class StoreDownException(string reason, Exception? inner = null) : Exception(reason, inner);
