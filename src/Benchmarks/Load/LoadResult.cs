namespace Benchmarks.Load;

/// <summary>What a load driver saw.</summary>
/// <param name="Requests">That were answered, however.</param>
/// <param name="Seconds">How long it went on.</param>
/// <param name="P50">Of the time from a request to its answer, in seconds, as all three.</param>
/// <param name="P99">As above.</param>
/// <param name="Longest">As above.</param>
/// <param name="Refused">Answers that were not 2xx.</param>
/// <param name="Broken">Requests without an answer: connections that failed or broke, and time-outs.</param>
internal sealed record LoadResult(long Requests, double Seconds, double P50, double P99, double Longest, long Refused, long Broken)
{
    public double Rate => Requests / Seconds;

    public long Errors => Refused + Broken;
}
