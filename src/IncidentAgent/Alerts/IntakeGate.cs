using Microsoft.Extensions.Options;

namespace IncidentAgent.Alerts;

/// <summary>
/// Bounds what has been read and not answered yet; whatever waits for the disk behind it is bounded by it too. Those of whom it is not known yet whether
/// they may send at all take up half of it at most: whoever has no secret does not keep out those who have one.
/// </summary>
internal sealed class IntakeGate(IOptions<IntakeOptions> options)
{
    private readonly Room _all = new(options.Value.MaxRequestsInFlight, options.Value.MaxBytesInFlight);
    private readonly Room _unverified = new(
        Math.Max(1, options.Value.MaxRequestsInFlight / 2), Math.Max(options.Value.MaxBodyBytes, options.Value.MaxBytesInFlight / 2));

    /// <summary>Bytes of the requests that are being handled.</summary>
    public long BytesInFlight => _all.Bytes;

    /// <summary>Lets one more request in; <see langword="null"/> when there are too many.</summary>
    /// <param name="verified">Whether it is known that its sender may send; else that is told to the pass.</param>
    public Pass? TryEnter(bool verified)
    {
        if (!_all.TryEnter())
        {
            return null;
        }

        if (verified || _unverified.TryEnter())
        {
            return new Pass(_all, verified ? null : _unverified);
        }

        _all.Leave(0);
        return null;
    }

    /// <summary>One request's share; given back when it is answered.</summary>
    internal sealed class Pass(Room all, Room? unverified) : IDisposable
    {
        private long _held;

        public bool TryHold(long more)
        {
            if (!all.TryHold(more))
            {
                return false;
            }

            if (unverified?.TryHold(more) is false)
            {
                all.LetGo(more);
                return false;
            }

            _held += more;
            return true;
        }

        /// <summary>Its sender may send.</summary>
        public void Verified()
        {
            unverified?.Leave(_held);
            unverified = null;
        }

        public void Dispose()
        {
            Verified();
            all.Leave(_held);
        }
    }

    /// <summary>So many requests, and so many bytes of them.</summary>
    internal sealed class Room(int mostRequests, long mostBytes)
    {
        private long _bytes;
        private int _requests;

        public long Bytes => Interlocked.Read(ref _bytes);

        public bool TryEnter()
        {
            if (Interlocked.Increment(ref _requests) <= mostRequests)
            {
                return true;
            }

            Interlocked.Decrement(ref _requests);
            return false;
        }

        public bool TryHold(long more)
        {
            if (Interlocked.Add(ref _bytes, more) <= mostBytes)
            {
                return true;
            }

            LetGo(more);
            return false;
        }

        public void LetGo(long bytes) => Interlocked.Add(ref _bytes, -bytes);

        public void Leave(long bytes)
        {
            LetGo(bytes);
            Interlocked.Decrement(ref _requests);
        }
    }
}
