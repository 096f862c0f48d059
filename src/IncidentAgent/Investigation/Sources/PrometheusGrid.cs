namespace IncidentAgent.Investigation.Sources;

/// <summary>
/// The points in time a range query is evaluated at: whole multiples of the step, so that the same minutes give the same points whenever they are
/// asked for, and never more than Prometheus allows. The first may lie up to a step before the window; the last is never after it.
/// </summary>
internal readonly record struct PrometheusGrid(DateTimeOffset Start, DateTimeOffset End, TimeSpan Step)
{
    /// <summary>Prometheus answers 400 where (end - start) / step is more than this.</summary>
    public const int MostSteps = 11_000;

    private const int UsualSteps = 250;
    private static readonly TimeSpan ShortestUsualStep = TimeSpan.FromSeconds(15);

    public static PrometheusGrid Over(DateTimeOffset from, DateTimeOffset to, TimeSpan? step)
    {
        var range = to - from;
        var wanted = step ?? Longer(ShortestUsualStep, range / UsualSteps);
        var whole = WholeSeconds(Longer(wanted, range / MostSteps));
        return new PrometheusGrid(Aligned(from, whole), Aligned(to, whole), whole);
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan WholeSeconds(TimeSpan step) => TimeSpan.FromSeconds(Math.Max(1, (long)Math.Ceiling(step.TotalSeconds)));

    private static DateTimeOffset Aligned(DateTimeOffset instant, TimeSpan step)
    {
        var sinceEpoch = (instant - DateTimeOffset.UnixEpoch).Ticks;
        return DateTimeOffset.UnixEpoch.AddTicks(sinceEpoch - (sinceEpoch % step.Ticks));
    }
}
