using System.Diagnostics;
using IncidentAgent.Alerts;

namespace IncidentAgent.Incidents;

internal sealed partial class IncidentWriter
{
    /// <summary>What somebody asks of the writer, and waits for.</summary>
    private abstract class Call
    {
        private readonly long _askedAt = Stopwatch.GetTimestamp();
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

        protected abstract IncidentTrack DecideOn(IncidentTrack track);

        protected abstract bool TryReply(Written written);

        protected abstract bool TryFail(Exception error);
    }

    private abstract class Call<TReply> : Call
    {
        private readonly TaskCompletionSource<TReply> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<TReply> Task => _done.Task;

        public abstract TReply Reply(Written written);

        protected override bool TryReply(Written written) => _done.TrySetResult(Reply(written));

        protected override bool TryFail(Exception error) => _done.TrySetException(error);
    }

    /// <summary>Takes the alerts of one delivery: what most calls are.</summary>
    private sealed class Delivery(IReadOnlyList<Alert> alerts, IncidentWriter writer) : Call<ObserveReply>
    {
        private IReadOnlyList<Observed> _observed = [];

        public override ObserveReply Reply(Written written) => new(written, written is Written.Stored ? _observed : []);

        protected override IncidentTrack DecideOn(IncidentTrack track)
        {
            (var next, _observed) = track.Observe(alerts, writer.Now, writer.Policy, Changes);
            return next;
        }
    }

    private sealed class Decision<T>(Func<IncidentTrack, Changes, (IncidentTrack, T)> decide) : Call<(Written Written, T? Result)>
    {
        private T? _result;

        public override (Written, T?) Reply(Written written) => (written, _result);

        protected override IncidentTrack DecideOn(IncidentTrack track)
        {
            (var next, _result) = decide(track, Changes);
            return next;
        }
    }
}
