using System.Collections.Concurrent;

namespace IncidentAgent.Storage;

/// <summary>Who waits for the number of a row that is decided only when it is taken up into the database.</summary>
internal sealed class Tickets
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource<long>> _waiting = [];
    private long _last;

    /// <summary>A ticket for a row, which goes with it through the journal, and the number to come.</summary>
    public (long Ticket, Task<long> Number) Take()
    {
        var ticket = Interlocked.Increment(ref _last);
        var number = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[ticket] = number;
        return (ticket, number.Task);
    }

    /// <summary>Nobody waits for the ticket's number any more.</summary>
    public void Drop(long ticket) => _waiting.TryRemove(ticket, out _);

    /// <summary>A row has its number.</summary>
    public void Tell(long ticket, long number)
    {
        if (_waiting.TryRemove(ticket, out var waits))
        {
            waits.SetResult(number);
        }
    }

    /// <summary>Nothing can be taken up: whoever waits is told so.</summary>
    public void Fail(StoreDownException down)
    {
        foreach (var ticket in _waiting.Keys)
        {
            if (_waiting.TryRemove(ticket, out var waits))
            {
                waits.SetException(down);
            }
        }
    }
}
