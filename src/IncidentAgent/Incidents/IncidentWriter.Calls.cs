using System.Diagnostics;
using System.Threading.Tasks.Sources;
using IncidentAgent.Alerts;
using Microsoft.Extensions.ObjectPool;

namespace IncidentAgent.Incidents;

internal sealed partial class IncidentWriter
{
    /// <summary>What somebody asks of the writer, and waits for.</summary>
    private abstract class Call
    {
        private long _askedAt = Stopwatch.GetTimestamp();
        private Exception? _error;

        /// <summary>For how long somebody has waited for it.</summary>
        public TimeSpan Waiting => Stopwatch.GetElapsedTime(_askedAt);

        /// <summary>What was decided; empty where that failed.</summary>
        public Changes Changes { get; private set; } = new();

        public IncidentTrack Decide(IncidentTrack track)
        {
            try
            {
                return DecideOn(track);
            }
            catch (Exception e)
            {
                // A defect met by one call is that call's answer; the others of its batch go on from the track as it was.
                Changes = new Changes();
                _error = e;
                return track;
            }
        }

        /// <returns>False when it had its answer before.</returns>
        public bool Answer(Written written) => _error is null ? TryReply(written) : TryFail(_error);

        /// <summary>Answers although it may still be decided, or on its way to the disk.</summary>
        /// <returns>False when it had its answer before.</returns>
        public virtual bool GiveUp() => TryReply(Written.Busy);

        /// <summary>Somebody else asks with it.</summary>
        protected void AskAgain()
        {
            _error = null;
            _askedAt = Stopwatch.GetTimestamp();
        }

        protected abstract IncidentTrack DecideOn(IncidentTrack track);

        protected abstract bool TryReply(Written written);

        protected abstract bool TryFail(Exception error);
    }

    /// <summary>
    /// Takes the alerts of one delivery: what most calls are. Is used again once its caller has the answer, which is therefore waited for once and by one;
    /// except one that was given up, which the writer may still hold.
    /// </summary>
    private sealed class Delivery : Call, IValueTaskSource<ObserveReply>
    {
        private const int MostKept = 256;
        private static readonly ObjectPool<Delivery> Kept = new DefaultObjectPool<Delivery>(new DefaultPooledObjectPolicy<Delivery>(), MostKept);

        private ManualResetValueTaskSourceCore<ObserveReply> _done = new() { RunContinuationsAsynchronously = true };
        private IReadOnlyList<Alert> _alerts = [];
        private IncidentWriter? _writer;
        private IReadOnlyList<Observed> _observed = [];
        private volatile bool _isGivenUp;
        private bool _isAnswered;

        /// <summary>The answer to come.</summary>
        public ValueTask<ObserveReply> Reply => new(this, _done.Version);

        public static Delivery Of(IReadOnlyList<Alert> alerts, IncidentWriter writer)
        {
            var delivery = Kept.Get();
            (delivery._alerts, delivery._writer) = (alerts, writer);
            delivery.AskAgain();
            Volatile.Write(ref delivery._isAnswered, false);
            return delivery;
        }

        public override bool GiveUp()
        {
            _isGivenUp = true;
            return base.GiveUp();
        }

        protected override IncidentTrack DecideOn(IncidentTrack track)
        {
            (var next, _observed) = track.Observe(_alerts, _writer!.Now, _writer.Policy, Changes);
            return next;
        }

        protected override bool TryReply(Written written)
        {
            var isFirst = IsFirstAnswer();
            if (isFirst)
            {
                _done.SetResult(new ObserveReply(written, written is Written.Stored ? _observed : []));
            }

            return isFirst;
        }

        protected override bool TryFail(Exception error)
        {
            var isFirst = IsFirstAnswer();
            if (isFirst)
            {
                _done.SetException(error);
            }

            return isFirst;
        }

        private bool IsFirstAnswer() => !Interlocked.Exchange(ref _isAnswered, true);

        ObserveReply IValueTaskSource<ObserveReply>.GetResult(short token)
        {
            try
            {
                return _done.GetResult(token);
            }
            finally
            {
                if (!_isGivenUp)
                {
                    _done.Reset();
                    Changes.Clear();
                    (_alerts, _writer, _observed) = ([], null, []);
                    Kept.Return(this);
                }
            }
        }

        ValueTaskSourceStatus IValueTaskSource<ObserveReply>.GetStatus(short token) => _done.GetStatus(token);

        void IValueTaskSource<ObserveReply>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            _done.OnCompleted(continuation, state, token, flags);
    }

    private sealed class Decision<T>(Func<IncidentTrack, Changes, (IncidentTrack, T)> decide) : Call
    {
        private readonly TaskCompletionSource<(Written, T?)> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;

        /// <summary>The answer to come.</summary>
        public Task<(Written Written, T? Result)> Reply => _done.Task;

        protected override IncidentTrack DecideOn(IncidentTrack track)
        {
            (var next, _result) = decide(track, Changes);
            return next;
        }

        protected override bool TryReply(Written written) => _done.TrySetResult((written, _result));

        protected override bool TryFail(Exception error) => _done.TrySetException(error);
    }
}
