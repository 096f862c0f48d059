namespace Benchmarks.Load;

/// <summary>Sends requests over connections that stay open, each its next one when the last one was answered.</summary>
internal interface ILoadDriver
{
    string Name { get; }

    /// <param name="target">Where to.</param>
    /// <param name="shape">What.</param>
    /// <param name="part">Tells the requests of this part of the benchmark from those of all others.</param>
    /// <param name="time">For how long, in whole seconds.</param>
    /// <param name="cancellation">Ends it early.</param>
    Task<LoadResult> RunAsync(Target target, LoadShape shape, int part, TimeSpan time, CancellationToken cancellation);
}

/// <param name="Url">Where it listens.</param>
/// <param name="Path">What takes alerts there.</param>
/// <param name="Format">In which format.</param>
internal sealed record Target(Uri Url, string Path, BodyFormat Format)
{
    /// <summary>What every request presents; the agent, and what verifies as it does, know it.</summary>
    public const string Token = "benchmark-0123456789abcdef";
}
