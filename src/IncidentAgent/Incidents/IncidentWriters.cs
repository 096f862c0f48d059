using System.Collections.Concurrent;
using IncidentAgent.Storage;

namespace IncidentAgent.Incidents;

/// <summary>
/// The writers that live in this process. Whoever finds one here may call it without going through its grain: that a key has one writer at a time is
/// the grain's doing, and that nothing is lost when it moves is the store's, which lets only the newest write.
/// </summary>
internal sealed class IncidentWriters(
    IIncidentStore store, IncidentPolicies policies, WorkQueue work, TimeProvider time, ILogger<IncidentWriter> logger)
{
    /// <summary>So often at least a grain in use is called, far more often than it takes for Orleans to think it idle.</summary>
    private static readonly TimeSpan CallGrainEvery = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, IncidentWriter> _writers = new(StringComparer.Ordinal);

    /// <summary><see langword="null"/> when the key's writer is not here.</summary>
    public IncidentWriter? Find(string key) => _writers.GetValueOrDefault(key);

    /// <summary>The key's writer, unless it is not here, or its grain was not called for a while: Orleans ends what it does not see called.</summary>
    public IncidentWriter? FindInUse(string key) =>
        Find(key) is { } writer && time.GetElapsedTime(writer.GrainCalledAt) < CallGrainEvery ? writer : null;

    /// <summary>Begins to write a key. For its grain alone.</summary>
    /// <param name="key">The correlation key.</param>
    /// <param name="moved">Is called when somebody else writes the key.</param>
    public IncidentWriter Open(string key, Action moved) => _writers[key] = new IncidentWriter(key, moved, store, policies, work, time, logger);

    /// <summary>Takes no more calls, and completes when those it has taken are answered.</summary>
    public Task CloseAsync(IncidentWriter writer)
    {
        _writers.TryRemove(new(writer.Key, writer));
        return writer.EndAsync();
    }
}
