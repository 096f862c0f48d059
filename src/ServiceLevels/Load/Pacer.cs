using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ServiceLevels.Load;

/// <summary>Waits on a thread of its own for instants of the monotonic clock.</summary>
/// <remarks>
/// No timer of the runtime can do it: they tick at 4 ms on common kernels (15.6 ms on Windows), so that a periodic timer ends at 250 pieces a second.
/// The operating system's own sleep comes 0.1 ms late and costs 2 % of a processor at 1 000/s.
/// </remarks>
internal static class Pacer
{
    // So that a cancelled load ends soon, however far away its next piece is.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMilliseconds(50);

    /// <summary>Returns at that timestamp of <see cref="Stopwatch"/>, or soon after a cancellation.</summary>
    public static void WaitUntil(long timestamp, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), timestamp);
            if (left <= TimeSpan.Zero)
            {
                return;
            }

            Sleep(left < LongestSleep ? left : LongestSleep);
        }
    }

    private static void Sleep(TimeSpan time)
    {
        if (!OperatingSystem.IsWindows())
        {
            // It may return early for a signal; the caller looks at the clock again.
            _ = NanoSleep(new Duration { Nanoseconds = (nint)(time.Ticks * TimeSpan.NanosecondsPerTick) }, 0);
        }
        else if (time > TimeSpan.FromMilliseconds(20))
        {
            Thread.Sleep(time - TimeSpan.FromMilliseconds(20));
        }
        else
        {
            // Windows sleeps no shorter than its clock tick: what is left of it is spun away.
            Thread.Yield();
        }
    }

    [DllImport("libc", EntryPoint = "nanosleep")]
    private static extern int NanoSleep(in Duration requested, nint remaining);

    [StructLayout(LayoutKind.Sequential)]
    private struct Duration
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
