namespace IncidentAgent.StandIns;

/// <summary>A way for a service to fail.</summary>
public abstract record Fault
{
    private Fault() { }

    /// <summary>Answers as it should, but only after that long by the stand-in's clock.</summary>
    public sealed record Slow(TimeSpan By) : Fault;

    /// <summary>Does nothing and never answers; the caller has to give up.</summary>
    public sealed record Hang : Fault;

    /// <summary>Does what it was asked and never answers.</summary>
    public sealed record HangAfterAccepting : Fault;

    /// <summary>Does what it was asked and breaks the connection instead of answering.</summary>
    public sealed record DropReply : Fault;

    /// <summary>Does what it was asked and answers with what is said to be packed and is not.</summary>
    public sealed record Garble : Fault;

    /// <summary>Does nothing and answers with that status.</summary>
    public sealed record Refuse(int Status, string Body = "", TimeSpan? RetryAfter = null, Uri? Location = null) : Fault;
}

/// <summary>What fails at the moment; may be changed while the stand-in runs.</summary>
public sealed class Faults
{
    private readonly Lock _gate = new();
    private Fault? _fault;
    private string _path = "";
    private int _left;

    /// <summary>From now on that fault, instead of any earlier one.</summary>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="times">For how many requests; for all when left out.</param>
    /// <param name="path">Only requests whose path ends with this; every request when left out.</param>
    public void Set(Fault fault, int times = int.MaxValue, string path = "")
    {
        lock (_gate)
        {
            (_fault, _left, _path) = (fault, times, path);
        }
    }

    /// <summary>Nothing fails any more; a caller that hangs already goes on hanging.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _fault = null;
        }
    }

    internal Fault? Next(string path)
    {
        lock (_gate)
        {
            if (_fault is null || _left == 0 || !path.EndsWith(_path, StringComparison.Ordinal))
            {
                return null;
            }

            _left--;
            return _fault;
        }
    }
}
