using System.Collections.Immutable;
using System.Text.Json;

namespace IncidentAgent.StandIns;

/// <summary>One request that reached a stand-in, and what it answered.</summary>
public sealed record Exchange
{
    /// <summary>When the request had arrived whole, by the stand-in's clock.</summary>
    public required DateTimeOffset At { get; init; }

    public required string Method { get; init; }

    /// <summary>Without the query.</summary>
    public required string Path { get; init; }

    public required IReadOnlyDictionary<string, string> Query { get; init; }

    /// <summary>By lower-case name.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>Exactly as it arrived.</summary>
    public required ReadOnlyMemory<byte> RawBody { get; init; }

    /// <summary>The body as JSON; <see langword="null"/> when it was none.</summary>
    public JsonElement? Body { get; init; }

    /// <summary>What makes two requests the same to the service: the metadata key, the dedup_key, the webhook-id.</summary>
    public string? Key { get; init; }

    /// <summary>Whether the service did what it was asked, whatever the caller saw of the answer.</summary>
    public bool Accepted { get; init; }

    /// <summary>What the caller got; <see langword="null"/> while it waits, and for ever when the answer was dropped.</summary>
    public Answer? Answer { get; init; }
}

/// <summary>What a stand-in answers.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">JSON, or empty.</param>
/// <param name="RetryAfter">Sent as whole seconds, rounded up.</param>
/// <param name="Location">Where a redirect leads.</param>
public sealed record Answer(int Status, string Body = "", TimeSpan? RetryAfter = null, Uri? Location = null);

/// <summary>Every request a stand-in got, in the order they arrived; any number of threads may read it while it grows.</summary>
public sealed class Ledger
{
    private readonly Lock _gate = new();
    private ImmutableList<Exchange> _exchanges = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>As it is now; the list does not change any more.</summary>
    public IReadOnlyList<Exchange> Exchanges => Volatile.Read(ref _exchanges);

    /// <summary>Waits until what the ledger says is so, and returns the ledger as it was then.</summary>
    /// <exception cref="OperationCanceledException">It did not come about before <paramref name="cancellation"/>.</exception>
    public async Task<IReadOnlyList<Exchange>> WaitForAsync(Func<IReadOnlyList<Exchange>, bool> isSo, CancellationToken cancellation)
    {
        while (true)
        {
            Task changed;
            ImmutableList<Exchange> now;
            lock (_gate)
            {
                (now, changed) = (_exchanges, _changed.Task);
            }

            if (isSo(now))
            {
                return now;
            }

            await changed.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    internal int Add(Exchange exchange)
    {
        lock (_gate)
        {
            _exchanges = _exchanges.Add(exchange);
            Pulse();
            return _exchanges.Count - 1;
        }
    }

    internal void Complete(int number, Func<Exchange, Exchange> change)
    {
        lock (_gate)
        {
            _exchanges = _exchanges.SetItem(number, change(_exchanges[number]));
            Pulse();
        }
    }

    private void Pulse()
    {
        _changed.SetResult();
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
