using Microsoft.Extensions.Options;

namespace IncidentAgent.Alerts;

/// <summary>Bounds what has been read and not answered yet; whatever waits for the disk behind it is bounded by it too.</summary>
internal sealed class IntakeGate(IOptions<IntakeOptions> options)
{
    private readonly IntakeOptions _limits = options.Value;
    private long _bytes;
    private int _requests;

    /// <summary>Bytes of the requests that are being handled.</summary>
    public long BytesInFlight => Interlocked.Read(ref _bytes);

    /// <summary>Lets one more request in; <see langword="null"/> when there are too many.</summary>
    public Pass? TryEnter()
    {
        if (Interlocked.Increment(ref _requests) > _limits.MaxRequestsInFlight)
        {
            Interlocked.Decrement(ref _requests);
            return null;
        }

        return new Pass(this);
    }

    /// <summary>One request's share; given back when it is answered.</summary>
    internal sealed class Pass(IntakeGate gate) : IDisposable
    {
        private long _held;

        public bool TryHold(long more)
        {
            if (Interlocked.Add(ref gate._bytes, more) > gate._limits.MaxBytesInFlight)
            {
                Interlocked.Add(ref gate._bytes, -more);
                return false;
            }

            _held += more;
            return true;
        }

        public void Dispose()
        {
            Interlocked.Add(ref gate._bytes, -_held);
            Interlocked.Decrement(ref gate._requests);
        }
    }
}
