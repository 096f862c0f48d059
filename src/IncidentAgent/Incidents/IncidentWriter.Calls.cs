namespace IncidentAgent.Incidents;

internal sealed partial class IncidentWriter
{
    /// <summary>What somebody asks of the writer, and waits for.</summary>
    private abstract class Call
    {
        /// <summary>What was decided; empty where that failed.</summary>
        public Changes Changes { get; protected set; } = new();

        public abstract IncidentTrack Decide(IncidentTrack track);

        public abstract void Answer(Written written);
    }

    private sealed class Call<T>(Func<IncidentTrack, Changes, (IncidentTrack, T)> decide) : Call
    {
        private readonly TaskCompletionSource<(Written, T?)> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Func<IncidentTrack, Changes, (IncidentTrack, T)>? _decide = decide;
        private T? _result;
        private Exception? _error;

        public Task<(Written Written, T? Result)> Task => _done.Task;

        /// <summary>Nobody waits any more: what is not being decided yet never is, and holds no memory while it is in the queue.</summary>
        public void LetGo() => Interlocked.Exchange(ref _decide, null);

        public override IncidentTrack Decide(IncidentTrack track)
        {
            if (Interlocked.Exchange(ref _decide, null) is not { } decide)
            {
                return track;
            }

            try
            {
                (var next, _result) = decide(track, Changes);
                return next;
            }
            catch (Exception e)
            {
                // A defect met by one call is that call's answer; the others of its batch go on from the track as it was.
                Changes = new Changes();
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
}
