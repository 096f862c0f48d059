using System.Collections.Concurrent;

namespace IncidentAgent.Incidents;

/// <summary>
/// The tracks whose writer lives in this process, each as its last commit left it: for whoever only has to look, without waiting in the writer's queue.
/// A track is there before anybody is told of the commit that made it.
/// </summary>
internal sealed class CommittedTracks
{
    private readonly ConcurrentDictionary<string, IncidentTrack> _tracks = new(StringComparer.Ordinal);

    /// <summary><see langword="null"/> when the key's writer is not here, or has not read the store yet.</summary>
    public IncidentTrack? Find(string key) => _tracks.GetValueOrDefault(key);

    /// <param name="key">The correlation key.</param>
    /// <param name="track">What is committed; <see langword="null"/> when the writer does not know, or ends.</param>
    public void Publish(string key, IncidentTrack? track)
    {
        if (track is not null)
        {
            _tracks[key] = track;
        }
        else
        {
            _tracks.TryRemove(key, out _);
        }
    }
}
