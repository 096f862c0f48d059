using System.Collections.Concurrent;
using IncidentAgent.Storage;

namespace IncidentAgent.Incidents;

/// <summary>
/// The writers that live in this process. Whoever finds one here may call it without going through its grain: that a key has one writer at a time is
/// the grain's doing, and that nothing is lost when it moves is the store's, which lets only the newest write.
/// </summary>
internal sealed partial class IncidentWriters : IDisposable
{
    /// <summary>For how long a writer's answer is waited for, and up to <see cref="LookEvery"/> longer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>So often at least a grain in use is called, far more often than it takes for Orleans to think it idle.</summary>
    private static readonly TimeSpan CallGrainEvery = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, IncidentWriter> _writers = new(StringComparer.Ordinal);
    private readonly IIncidentStore _store;
    private readonly IncidentPolicies _policies;
    private readonly WorkQueue _work;
    private readonly TimeProvider _time;
    private readonly ILogger<IncidentWriter> _logger;
    private readonly Timer _looking;

    public IncidentWriters(IIncidentStore store, IncidentPolicies policies, WorkQueue work, TimeProvider time, ILogger<IncidentWriter> logger)
        : this(store, policies, work, time, logger, Patience, LookEvery)
    {
    }

    internal IncidentWriters(
        IIncidentStore store, IncidentPolicies policies, WorkQueue work, TimeProvider time, ILogger<IncidentWriter> logger, TimeSpan patience, TimeSpan lookEvery)
    {
        (_store, _policies, _work, _time, _logger) = (store, policies, work, time, logger);
        _looking = new Timer(_ => GiveUpAfter(patience), null, lookEvery, lookEvery);
    }

    /// <summary><see langword="null"/> when the key's writer is not here.</summary>
    public IncidentWriter? Find(string key) => _writers.GetValueOrDefault(key);

    /// <summary>The key's writer, unless it is not here, or its grain was not called for a while: Orleans ends what it does not see called.</summary>
    public IncidentWriter? FindInUse(string key) =>
        Find(key) is { } writer && _time.GetElapsedTime(writer.GrainCalledAt) < CallGrainEvery ? writer : null;

    /// <summary>Begins to write a key. For its grain alone.</summary>
    /// <param name="key">The correlation key.</param>
    /// <param name="moved">Is called when somebody else writes the key.</param>
    public IncidentWriter Open(string key, Action moved) => _writers[key] = new IncidentWriter(key, moved, _store, _policies, _work, _time, _logger);

    /// <summary>Takes no more calls, and completes when those it has taken are answered.</summary>
    public async Task CloseAsync(IncidentWriter writer)
    {
        await writer.EndAsync();
        _writers.TryRemove(new(writer.Key, writer));
    }

    private void GiveUpAfter(TimeSpan patience)
    {
        foreach (var (key, writer) in _writers)
        {
            if (writer.GiveUpAfter(patience))
            {
                NotAnswered(key);
            }
        }
    }

    public void Dispose() => _looking.Dispose();

    [LoggerMessage(LogLevel.Warning, "The writer of {Key} did not answer; the sender is told to try again")]
    private partial void NotAnswered(string key);
}
