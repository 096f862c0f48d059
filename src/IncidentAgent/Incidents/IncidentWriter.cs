using IncidentAgent.Alerts;
using IncidentAgent.Storage;

namespace IncidentAgent.Incidents;

/// <summary>
/// Writes one key's incidents. Calls queue up while a commit is on its way to the disk, and the next commit takes them all: a storm on one key costs
/// a commit per disk flush, not per alert. Nobody is answered before the commit that holds their change has returned, and what was decided counts
/// only from then on, so after a failed commit there is nothing to undo.
/// </summary>
/// <param name="key">The correlation key.</param>
/// <param name="moved">Is called when somebody else writes the key.</param>
/// <param name="store">Where to.</param>
/// <param name="policies">What is decided by.</param>
/// <param name="work">Is offered what is due after a commit.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Is told what fails.</param>
internal sealed partial class IncidentWriter(
    string key, Action moved, IIncidentStore store, IncidentPolicies policies, WorkQueue work, TimeProvider time, ILogger<IncidentWriter> logger)
{
    private const int MostPerCommit = 1000;
    private static readonly TimeSpan ForgetEvery = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Queue<Call> _waiting = [];
    private readonly WakeUp _called = new();
    private List<Call> _batch = [];
    private List<Call> _answering = [];
    private Task? _running;
    private IncidentTrack? _track;
    private long _epoch;
    private long _version;
    private volatile IncidentTrack? _committed;
    private DateTimeOffset _forgotAt;
    private bool _isBusy;
    private TaskCompletionSource? _ended;

    public string Key => key;

    /// <summary>When its grain was last asked to take a delivery, in ticks of the clock.</summary>
    public long GrainCalledAt { get; set; }

    /// <summary>
    /// The track as the last commit left it, for whoever only has to look; <see langword="null"/> when the store was not read yet. It is there before
    /// anybody is told of the commit that made it.
    /// </summary>
    public IncidentTrack? Committed => _committed;

    /// <summary>Whole microseconds, as they are stored: what is remembered equals what is read back.</summary>
    private DateTimeOffset Now => AlertReader.Micros(time.GetUtcNow());

    private IncidentPolicy Policy => policies.Current;

    /// <summary>Takes the alerts of one delivery. To be awaited once.</summary>
    public ValueTask<ObserveReply> ObserveAsync(IReadOnlyList<Alert> alerts)
    {
        var delivery = Delivery.Of(alerts, this);
        var reply = delivery.Reply;
        Enqueue(delivery);
        return reply;
    }

    public async Task<ActReply> ActAsync(ActRequest request)
    {
        var (written, done) = await Enqueue((track, changes) =>
        {
            var (next, refused) = track.Act(request, Now, Policy, changes, store);
            return (next, (next.Find(request.Incident)?.Incident, Refused: refused));
        });
        return new ActReply(written, done.Incident, done.Refused);
    }

    public async Task<BeginStepReply> BeginStepAsync(BeginStepRequest request)
    {
        var (written, incident) = await Enqueue<Incident?>((track, changes) =>
            track.Find(request.Incident) is not { } one ? (track, null)
            : one.GiveUpLost(request.Step, Now, WorkQueue.StepLease, Policy, changes) is { } stuck ? (track.With(stuck), null)
            : one.BeginStep(request.Step, Now, WorkQueue.StepLease) is { } begun ? (track.With(begun.Next), begun.Next.Incident)
            : (track, null));
        return new BeginStepReply(written, incident);
    }

    public async Task<WrittenReply> EndStepAsync(EndStepRequest request)
    {
        var (written, _) = await Enqueue((track, changes) =>
            track.Find(request.Incident) is { } one
                ? (track.With(one.EndStep(request.Step, request.Result, Now, Policy, changes)), true)
                : (track, false));
        return new WrittenReply(written);
    }

    public async Task<ClaimReply> ClaimAsync(ClaimRequest request)
    {
        var (written, claimed) = await Enqueue<(Incident Incident, Outgoing Item, string? Receipt)?>((track, changes) =>
            track.Find(request.Incident)?.Claim(request.Destination, Now, changes) is { } claim
                ? (track.With(claim.Next), (claim.Next.Incident, claim.Claimed, claim.Next.Lanes[request.Destination].Receipt))
                : (track, null));
        return written is Written.Stored && claimed is var (incident, item, receipt)
            ? new ClaimReply(written, policies.Announcement(incident, request.Destination, item, receipt), item.Row)
            : new ClaimReply(written, null, 0);
    }

    public async Task<WrittenReply> SettleAsync(SettleRequest request)
    {
        var (written, _) = await Enqueue((track, changes) =>
            track.Find(request.Incident) is { } one
                ? (track.With(one.Settle(request.Destination, request.Row, request.Outcome, Now, Policy, changes)), true)
                : (track, false));
        return new WrittenReply(written);
    }

    /// <summary>
    /// Answers those who have waited for so long: of what is on its way to the disk nobody knows what becomes of it, what waits behind it is forgotten. That
    /// somebody looks from time to time costs less than a limit of each call's own would.
    /// </summary>
    /// <returns>Whether there was anybody.</returns>
    public bool GiveUpAfter(TimeSpan patience)
    {
        lock (_gate)
        {
            var given = _batch.Count(call => call.Waiting >= patience && call.GiveUp());
            while (_waiting.TryPeek(out var call) && call.Waiting >= patience)
            {
                given += _waiting.Dequeue().GiveUp() ? 1 : 0;
            }

            return given > 0;
        }
    }

    /// <summary>Takes no more calls, and completes when those it has taken are answered.</summary>
    public Task EndAsync()
    {
        lock (_gate)
        {
            _ended ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!_isBusy)
            {
                _ended.TrySetResult();
            }

            return _ended.Task;
        }
    }

    private Task<(Written Written, T? Result)> Enqueue<T>(Func<IncidentTrack, Changes, (IncidentTrack, T)> decide)
    {
        var decision = new Decision<T>(decide);
        Enqueue(decision);
        return decision.Reply;
    }

    private void Enqueue(Call call)
    {
        bool isOver;
        lock (_gate)
        {
            isOver = _ended is not null;
            if (!isOver)
            {
                _waiting.Enqueue(call);
                if (_isBusy)
                {
                    return;
                }

                _isBusy = true;
            }
        }

        if (isOver)
        {
            call.Answer(Written.Moved);
            return;
        }

        _running ??= Start();
        _called.Set();
    }

    /// <summary>As nobody's work in particular: what belongs to the first call's request would be held on to for as long as the writer lives.</summary>
    private Task Start()
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(RunAsync);
        }
    }

    /// <summary>Commits whatever waits, for as long as there is the writer: once nobody can call it any more, both are garbage.</summary>
    private async Task RunAsync()
    {
        while (true)
        {
            await _called.WaitAsync().ConfigureAwait(false);
            while (TakeWaiting())
            {
                var written = Written.StoreDown;
                try
                {
                    var before = _track ?? await OpenAsync().ConfigureAwait(false);
                    var (after, changes) = Decide(before);
                    written = changes.IsEmpty && before.Cases == after.Cases
                        ? Stored(after)
                        : Concluded(after, await CommitAsync(before, after, changes).ConfigureAwait(false));
                }
                catch (StoreDownException)
                {
                    // Told by the answer.
                }
                catch (Exception e)
                {
                    // Whoever waits is told to send again, and the next call begins with what the store holds.
                    CommitFailed(e, key);
                    _track = null;
                }

                Show();
                Answer(written);
            }
        }
    }

    /// <summary>First the track as it was decided, then its episodes in place: whoever looks at the newest track sees a whole one at any moment.</summary>
    private void Show()
    {
        _committed = _track;
        _track?.Episodes.TakeIn();
    }

    private void Answer(Written written)
    {
        // Out of sight of whoever gives calls up: one that has its answer may be somebody else's by now.
        lock (_gate)
        {
            (_batch, _answering) = (_answering, _batch);
        }

        foreach (var call in _answering)
        {
            call.Answer(written);
        }

        _answering.Clear();
    }

    /// <summary>Makes all that waits the next batch; false when nothing does.</summary>
    private bool TakeWaiting()
    {
        lock (_gate)
        {
            while (_batch.Count < MostPerCommit && _waiting.TryDequeue(out var call))
            {
                _batch.Add(call);
            }

            if (_batch.Count == 0)
            {
                _isBusy = false;
                _ended?.TrySetResult();
            }

            return _batch.Count > 0;
        }
    }

    private async Task<IncidentTrack> OpenAsync()
    {
        (_track, _epoch, _version) = await store.OpenAsync(key, Policy.ForgetBefore(Now), CancellationToken.None).ConfigureAwait(false);
        return _track;
    }

    /// <summary>Decides the batch, call by call.</summary>
    private (IncidentTrack After, Changes Changes) Decide(IncidentTrack track)
    {
        foreach (var call in _batch)
        {
            track = call.Decide(track);
        }

        return (track, _batch is [var only] ? only.Changes : Changes.Of(_batch.Select(call => call.Changes)));
    }

    private ValueTask<CommitResult> CommitAsync(IncidentTrack before, IncidentTrack after, Changes changes) => store.CommitAsync(new IncidentCommit
    {
        Epoch = _epoch,
        Version = _version,
        Before = before,
        After = after,
        Changes = changes,
    });

    private Written Concluded(IncidentTrack after, CommitResult result)
    {
        switch (result)
        {
            case CommitResult.Committed:
                (_epoch, _version) = (Math.Max(1, _epoch), _version + 1);
                return Stored(Forget(after));

            case CommitResult.Fenced:
                Superseded(key);
                _track = null;
                moved();
                return Written.Moved;

            default:
                return result is CommitResult.Busy ? Written.Busy : Written.StoreDown;
        }
    }

    /// <summary>What is due now is offered at once. While the store is down nothing is: what could not be begun would be offered again, without end.</summary>
    private Written Stored(IncidentTrack track)
    {
        _track = track;
        work.Kick(track, Now);
        return Written.Stored;
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
        return kept.WithoutForgotten(Policy.ForgetBefore(Now));
    }

    [LoggerMessage(LogLevel.Error, "The incidents of {Key} could not be read or written; the callers are asked to send again")]
    private partial void CommitFailed(Exception e, string key);

    [LoggerMessage(LogLevel.Warning, "The incidents of {Key} have another writer now; nothing was written here, and the caller is sent there")]
    private partial void Superseded(string key);
}
