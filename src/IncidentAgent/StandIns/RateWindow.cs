namespace IncidentAgent.StandIns;

/// <summary>So many requests in any window of that length. Not thread-safe: a stand-in answers one request at a time.</summary>
internal sealed class RateWindow(int most, TimeSpan window)
{
    private readonly Queue<DateTimeOffset> _taken = new();

    /// <summary>Takes one request; when the window is full it is not counted, and the answer is how long until there is room.</summary>
    public TimeSpan? Refuses(DateTimeOffset now)
    {
        while (_taken.TryPeek(out var oldest) && now - oldest >= window)
        {
            _taken.Dequeue();
        }

        if (_taken.Count < most)
        {
            _taken.Enqueue(now);
            return null;
        }

        return _taken.Peek() + window - now;
    }
}
