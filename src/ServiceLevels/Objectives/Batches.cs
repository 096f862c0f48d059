using ServiceLevels.Load;

namespace ServiceLevels.Objectives;

/// <summary>
/// What a load consists of, to be judged by: its bursts. A steady stream has none and is cut into up to 20 batches one after another, so that a stall, which
/// hits neighbours, counts as one: batch means, Schmeiser (1982), "Batch size effects in the analysis of simulation output", Operations Research 30. Work
/// that is sent one after another is not cut: a stall hits the one that is on its way, and nothing waits behind it.
/// </summary>
internal static class Batches
{
    private const int Most = 20;
    private const int Smallest = 5;

    /// <summary>What consists of several is taken apart, each repetition by itself; what has no samples is left out.</summary>
    public static IReadOnlyList<Measurement> Of(IReadOnlyList<Measurement> bursts) => [.. bursts.Where(burst => burst.Count > 0).SelectMany(Of)];

    private static IReadOnlyList<Measurement> Of(Measurement load)
    {
        var batches = Math.Min(Most, load.Count / Smallest);
        return load.Arrivals switch
        {
            _ when load.Samples.Count < load.Count => [load],
            Arrivals.Waves => [.. load.Samples.Select(sample => sample.Wave).Distinct().Order().Select(load.Wave)],
            Arrivals.AtOnce or Arrivals.Several or Arrivals.OneAfterAnother => [load],
            _ when batches < 2 => [load],
            _ => Cut(load, batches),
        };
    }

    private static Measurement[] Cut(Measurement stream, int batches)
    {
        var batchOf = stream.Samples.OrderBy(sample => sample.Planned).Index()
            .ToDictionary(piece => piece.Item.Index, piece => (int)((long)piece.Index * batches / stream.Count));
        return [.. Enumerable.Range(0, batches).Select(batch => stream.Where(sample => batchOf[sample.Index] == batch))];
    }
}
