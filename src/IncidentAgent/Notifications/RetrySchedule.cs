namespace IncidentAgent.Notifications;

/// <summary>How long to wait after a failed attempt, when the destination did not say.</summary>
/// <remarks>
/// Exponential with "equal jitter" (Marc Brooker, "Exponential Backoff and Jitter", AWS Architecture Blog, 2015): half of the wait is kept and half
/// is drawn, so that destinations which failed together come back spread out and none comes back at once. Twelve attempts take 9 to 19 minutes.
/// </remarks>
internal static class RetrySchedule
{
    public static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>The wait after the attempt of that number: between half of and the whole of 1 s, 2 s, 4 s … 5 minutes.</summary>
    /// <param name="attempt">Counts from 1.</param>
    /// <param name="jitter">Where the draw comes from; a seeded one gives the same waits again.</param>
    /// <exception cref="ArgumentOutOfRangeException">The attempt is below 1.</exception>
    public static TimeSpan WaitAfter(int attempt, Random jitter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempt, 1);

        // The exponent stops at 20, far above the longest wait, so that no attempt number overflows.
        var doubled = First * Math.Pow(2, Math.Min(attempt - 1, 20));
        var whole = doubled < Longest ? doubled : Longest;
        return (whole / 2) + (whole / 2 * jitter.NextDouble());
    }
}
