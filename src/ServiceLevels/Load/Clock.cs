using System.Diagnostics;

namespace ServiceLevels.Load;

/// <summary>Between time spans and the timestamps of <see cref="Stopwatch"/>.</summary>
internal static class Clock
{
    public static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);

    public static TimeSpan Between(long from, long to) => Stopwatch.GetElapsedTime(from, to);
}
