namespace ServiceLevels.Load;

/// <summary>What a load does besides arriving.</summary>
public sealed record LoadOptions
{
    /// <summary>How long one piece may take once a thread does it; then it is <see cref="Outcome.TimedOut"/>. 30 s.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Is told at every hundredth of the load, on the thread that finished it: what it does there delays the next answer. None.</summary>
    public IProgress<LoadProgress>? Progress { get; init; }
}

/// <summary>How far a load has come.</summary>
/// <param name="Finished">Pieces with an outcome.</param>
/// <param name="Total">Pieces in all.</param>
/// <param name="Elapsed">Time since it began.</param>
public readonly record struct LoadProgress(int Finished, int Total, TimeSpan Elapsed);
