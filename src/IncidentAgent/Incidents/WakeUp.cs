using System.Threading.Tasks.Sources;

namespace IncidentAgent.Incidents;

/// <summary>
/// Wakes the one that waits for it, again and again and without allocating for it. Whoever sets it runs what the one does next, up to where it waits for
/// something else. It may be set before it is waited for, but not twice before the one has woken.
/// </summary>
internal sealed class WakeUp : IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> _set;

    /// <summary>Completes when it is set. To be awaited before it is asked for again.</summary>
    public ValueTask WaitAsync() => new(this, _set.Version);

    public void Set() => _set.SetResult(true);

    void IValueTaskSource.GetResult(short token)
    {
        _set.GetResult(token);
        _set.Reset();
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _set.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _set.OnCompleted(continuation, state, token, flags);
}
