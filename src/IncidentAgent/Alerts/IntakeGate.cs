using Microsoft.Extensions.Options;

namespace IncidentAgent.Alerts;

/// <summary>Bounds what has been read and not answered yet; whatever waits for the disk behind it is bounded by it too.</summary>
internal sealed class IntakeGate(IOptions<IntakeOptions> options)
{
    private readonly IntakeOptions limits = options.Value;
    private long bytes;
    private int requests;

    /// <summary>Bytes of the requests that are being handled.</summary>
    public long BytesInFlight => Interlocked.Read(ref bytes);

    /// <summary>Lets one more request in; <see langword="null"/> when there are too many.</summary>
    public Pass? TryEnter()
    {
        if (Interlocked.Increment(ref requests) > limits.MaxRequestsInFlight)
        {
            Interlocked.Decrement(ref requests);
            return null;
        }

        return new Pass(this);
    }

    /// <summary>One request's share; given back when it is answered.</summary>
    internal sealed class Pass(IntakeGate gate) : IDisposable
    {
        private long held;

        public bool TryHold(long more)
        {
            if (Interlocked.Add(ref gate.bytes, more) > gate.limits.MaxBytesInFlight)
            {
                Interlocked.Add(ref gate.bytes, -more);
                return false;
            }

            held += more;
            return true;
        }

        public void Dispose()
        {
            Interlocked.Add(ref gate.bytes, -held);
            Interlocked.Decrement(ref gate.requests);
        }
    }
}
