using IncidentAgent.Alerts;
using IncidentAgent.Incidents;
using IncidentAgent.Storage;
using IncidentAgent.Tests.Incidents;

namespace IncidentAgent.Tests.Storage;

/// <summary>A writer of one key, as the grain is one: what it remembers moves on only when its commit was taken.</summary>
internal sealed class KeyWriter(IIncidentStore store, string key, OpenedTrack opened)
{
    private readonly Lives _lives = new();

    public OpenedTrack Opened { get; private set; } = opened;

    public static async Task<KeyWriter> OpenAsync(IIncidentStore store, string key) =>
        new(store, key, await store.OpenAsync(key, DateTimeOffset.MinValue.AddYears(2000), CancellationToken.None));

    public Task<CommitResult> DeliverAsync(params Alert[] alerts) => DeliverAsync(Lives.Noon, alerts);

    public Task<CommitResult> DeliverAsync(DateTimeOffset now, params Alert[] alerts) => CommitAsync((track, policy, changes) =>
        track.Observe(alerts, now, policy, changes).Next);

    public Task<CommitResult> ChangeAsync(Func<IncidentCase, IncidentPolicy, Changes, IncidentCase> change) => CommitAsync((track, policy, changes) =>
        track.With(change(track.Newest!, policy, changes)));

    private async Task<CommitResult> CommitAsync(Func<IncidentTrack, IncidentPolicy, Changes, IncidentTrack> decide)
    {
        var changes = new Changes();
        var after = decide(Opened.Track, _lives.Policy with { Numbers = store }, changes);
        var commit = new IncidentCommit
        {
            Epoch = Opened.Epoch,
            Version = Opened.Version,
            Before = Opened.Track,
            After = after,
            Changes = changes,
        };
        var result = await store.CommitAsync(commit);
        if (result is CommitResult.Committed)
        {
            Opened = Opened.Epoch == 0 ? new OpenedTrack(after, 1, 1) : Opened with { Track = after, Version = Opened.Version + 1 };
        }

        LastCommit = commit;
        return result;
    }

    public IncidentCommit? LastCommit { get; private set; }

    public string Key => key;
}
