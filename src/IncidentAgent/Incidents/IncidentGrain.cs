using IncidentAgent.Alerts;
using IncidentAgent.Storage;
using Orleans.Concurrency;

namespace IncidentAgent.Incidents;

/// <summary>
/// A thin shell over <see cref="IncidentTrack"/>. Calls queue up while a commit is on its way to the disk, and the next commit takes them all: a storm
/// on one key costs a commit per disk flush, not per alert. Nobody is answered before the commit that holds their change has returned, and what was
/// decided counts only from then on, so after a failed commit there is nothing to undo.
/// </summary>
[Reentrant]
internal sealed partial class IncidentGrain(
    IIncidentStore store, IncidentPolicies policies, CommittedTracks committed, WorkQueue work, TimeProvider time, ILogger<IncidentGrain> logger) : Grain, IIncidentGrain
{
    private const int MostPerCommit = 1000;
    private static readonly TimeSpan ForgetEvery = TimeSpan.FromMinutes(10);

    private readonly Queue<Call> _waiting = [];
    private OpenedTrack? _opened;
    private DateTimeOffset _forgotAt;
    private Task _pumping = Task.CompletedTask;

    private bool _ending;

    private string Key => field ??= this.GetPrimaryKeyString();

    /// <summary>Whole microseconds, as they are stored: what is remembered equals what is read back.</summary>
    private DateTimeOffset Now => AlertReader.Micros(time.GetUtcNow());

    public async Task<ObserveReply> Observe(ObserveRequest request)
    {
        var (written, observed) = await Enqueue((track, changes) =>
            track.Observe(request.Alerts, Now, policies.Current, changes), request.Delivery);
        return new ObserveReply(written, observed ?? []);
    }

    public async Task<ActReply> Act(ActRequest request)
    {
        var (written, _done) = await Enqueue((track, changes) =>
        {
            var (next, refused) = track.Act(request, Now, policies.Current, changes, store);
            return (next, (Incident: next.Find(request.Incident)?.Incident, Refused: refused));
        });
        return new ActReply(written, _done.Incident, _done.Refused);
    }

    public async Task<BeginStepReply> BeginStep(BeginStepRequest request)
    {
        var (written, incident) = await Enqueue<Incident?>((track, changes) =>
            track.Find(request.Incident) is not { } one ? (track, null)
            : one.GiveUpLost(request.Step, Now, WorkQueue.StepLease, policies.Current, changes) is { } stuck ? (track.With(stuck), null)
            : one.BeginStep(request.Step, Now, WorkQueue.StepLease) is { } begun ? (track.With(begun.Next), begun.Next.Incident)
            : (track, null));
        return new BeginStepReply(written, incident);
    }

    public async Task<WrittenReply> EndStep(EndStepRequest request)
    {
        var (written, _) = await Enqueue((track, changes) =>
            track.Find(request.Incident) is { } one
                ? (track.With(one.EndStep(request.Step, request.Result, Now, policies.Current, changes)), true)
                : (track, false));
        return new WrittenReply(written);
    }

    public async Task<ClaimReply> Claim(ClaimRequest request)
    {
        var (written, claimed) = await Enqueue<(Incident, Outgoing)?>((track, changes) =>
            track.Find(request.Incident)?.Claim(request.Destination, Now, changes) is { } claim
                ? (track.With(claim.Next), (claim.Next.Incident, claim.Claimed))
                : (track, null));
        if (written is not Written.Stored || claimed is not var (incident, item))
        {
            return new ClaimReply(written, null, 0);
        }

        var receipt = _opened?.Track.Find(request.Incident)?.Lanes.GetValueOrDefault(request.Destination)?.Receipt;
        return new ClaimReply(written, policies.Announcement(incident, request.Destination, item, receipt), item.Row);
    }

    public async Task<WrittenReply> Settle(SettleRequest request)
    {
        var (written, _) = await Enqueue((track, changes) =>
            track.Find(request.Incident) is { } one
                ? (track.With(one.Settle(request.Destination, request.Row, request.Outcome, Now, policies.Current, changes)), true)
                : (track, false));
        return new WrittenReply(written);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _ending = true;
        committed.Publish(Key, null);
        return _pumping.WaitAsync(cancellationToken);
    }

    private Task<(Written, T?)> Enqueue<T>(Func<IncidentTrack, Changes, (IncidentTrack, T)> decide, Delivery? _delivery = null)
    {
        var call = new Call<T>(decide, _delivery);
        _waiting.Enqueue(call);
        if (_pumping.IsCompleted)
        {
            _pumping = PumpAsync();
        }

        return call.Task;
    }

    private async Task PumpAsync()
    {
        while (_waiting.Count > 0)
        {
            var batch = new List<Call>(Math.Min(_waiting.Count, MostPerCommit));
            while (batch.Count < MostPerCommit && _waiting.TryDequeue(out var call))
            {
                batch.Add(call);
            }

            var written = Written.StoreDown;
            try
            {
                written = await CommitAsync(batch);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Whoever waits is told to send again, and the next call begins with what the store holds.
                CommitFailed(e, Key);
                _opened = null;
            }

            committed.Publish(Key, _ending ? null : _opened?.Track);
            batch.ForEach(call => call.Answer(written));
            if (_opened is { } now)
            {
                work.Kick(now.Track, Now);
            }
        }
    }

    private async Task<Written> CommitAsync(List<Call> batch)
    {
        try
        {
            _opened ??= await store.OpenAsync(Key, policies.Current.ForgetBefore(Now), CancellationToken.None);
        }
        catch (StoreDownException)
        {
            return Written.StoreDown;
        }

        var before = _opened.Track;
        var after = before;
        var changes = new Changes();
        foreach (var call in batch)
        {
            after = call.Decide(after, changes);
        }

        if (changes.IsEmpty && ReferenceEquals(before.Cases, after.Cases))
        {
            _opened = _opened with { Track = after };
            return Written.Stored;
        }

        var result = await store.CommitAsync(new IncidentCommit
        {
            Epoch = _opened.Epoch,
            Version = _opened.Version,
            Before = before,
            After = after,
            Changes = changes,
            Deliveries = [.. batch.Where(call => call.Changed).Select(call => call.Delivery).OfType<Delivery>()],
        });
        switch (result)
        {
            case CommitResult.Committed:
                var kept = Forget(after);
                _opened = _opened.Epoch == 0 ? new OpenedTrack(kept, 1, 1) : _opened with { Track = kept, Version = _opened.Version + 1 };
                return Written.Stored;

            case CommitResult.Fenced:
                Superseded(Key);
                _opened = null;
                DeactivateOnIdle();
                return Written.Moved;

            default:
                return result is CommitResult.Busy ? Written.Busy : Written.StoreDown;
        }
    }

    /// <summary>Incidents are few, and an over one is large; alerts are many, so they are not walked after every commit.</summary>
    private IncidentTrack Forget(IncidentTrack track)
    {
        var kept = track.WithoutSettled();
        if (Now - _forgotAt < ForgetEvery)
        {
            return kept;
        }

        _forgotAt = Now;
        return kept.WithoutForgotten(policies.Current.ForgetBefore(Now));
    }

    private abstract class Call(Delivery? _delivery)
    {
        public Delivery? Delivery => _delivery;

        public bool Changed { get; protected set; }

        public abstract IncidentTrack Decide(IncidentTrack track, Changes changes);

        public abstract void Answer(Written written);
    }

    private sealed class Call<T>(Func<IncidentTrack, Changes, (IncidentTrack, T)> decide, Delivery? _delivery) : Call(_delivery)
    {
        private readonly TaskCompletionSource<(Written, T?)> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;
        private Exception? _error;

        public Task<(Written, T?)> Task => _done.Task;

        public override IncidentTrack Decide(IncidentTrack track, Changes changes)
        {
            var own = new Changes();
            try
            {
                (var next, _result) = decide(track, own);
                changes.Add(own);
                Changed = own.Alerts.Count > 0;
                return next;
            }
            catch (Exception e)
            {
                // A defect met by one call is that call's answer; the others of its batch go on from the track as it was.
                _error = e;
                return track;
            }
        }

        public override void Answer(Written written)
        {
            if (_error is not null)
            {
                _done.SetException(_error);
            }
            else
            {
                _done.SetResult((written, _result));
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "The incidents of {Key} could not be read or written; the callers are asked to send again")]
    private partial void CommitFailed(Exception e, string key);

    [LoggerMessage(LogLevel.Warning, "The incidents of {Key} have another writer now; nothing was written here, and the caller is sent there")]
    private partial void Superseded(string key);
}
