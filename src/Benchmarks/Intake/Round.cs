using Benchmarks.Load;
using Benchmarks.Subjects;

namespace Benchmarks.Intake;

/// <summary>What one contestant did in one of its turns.</summary>
/// <param name="Load">What its driver saw.</param>
/// <param name="ProcessorSeconds">User and system time of its process, for one request.</param>
/// <param name="AllocatedBytes">For one request; <see langword="null"/> where nobody counts.</param>
/// <param name="Flushes">To the disk, for one request; <see langword="null"/> where nobody counts.</param>
/// <param name="ResidentBytes">At the end of the turn.</param>
internal sealed record Round(LoadResult Load, double ProcessorSeconds, double? AllocatedBytes, double? Flushes, double ResidentBytes)
{
    public static Round Of(LoadResult load, ProcessFigures before, ProcessFigures after) => new(
        load, (after.ProcessorSeconds - before.ProcessorSeconds) / load.Requests, (after.AllocatedBytes - before.AllocatedBytes) / load.Requests,
        (after.Flushes - before.Flushes) / load.Requests, after.ResidentBytes);
}

/// <summary>All turns of one contestant.</summary>
internal sealed record Turns(Contestant Contestant, IReadOnlyList<Round> Rounds);

/// <summary>What came of a heat.</summary>
internal sealed record HeatResult(Heat Heat, IReadOnlyList<Turns> Turns);
