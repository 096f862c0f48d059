using System.Diagnostics;

namespace Benchmarks.Load;

/// <summary>Where wrk is not installed. It takes more of the processor than wrk, and so leaves less to what is measured.</summary>
/// <param name="startsAt">When all alerts began.</param>
internal sealed class OwnDriver(DateTimeOffset startsAt) : ILoadDriver
{
    public string Name => "own driver";

    public Task<LoadResult> RunAsync(Target target, LoadShape shape, int part, TimeSpan time, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        return new ClosedLoop(target, shape, startsAt).RunAsync(part, 0, _ => Stopwatch.GetElapsedTime(began) < time, cancellation);
    }
}
