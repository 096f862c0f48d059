namespace ServiceLevels.Statistics;

/// <summary>
/// By how much samples that came in bursts are worth less than as many independent ones: n / design effect is what they are worth. A hundred requests
/// sent together share one queue, one collection, one noisy neighbour.
/// </summary>
/// <remarks>
/// 1 + (m - 1) * rho (Kish 1965, "Survey Sampling", 5.4). rho is the correlation within a burst from a one-way analysis of variance of what is on the wrong
/// side, (MSB - MSW) / (MSB + (m - 1) MSW), at least 0; with m for bursts of unequal size as Donner (1986), "A review of inference procedures for the
/// intraclass correlation coefficient", International Statistical Review 54, has it.
/// </remarks>
public static class DesignEffect
{
    /// <summary>At least 1; 1 where it cannot be told: a single burst, or nothing on one of the two sides.</summary>
    public static double Of(IReadOnlyList<BurstCount> clusters)
    {
        double all = clusters.Sum(cluster => cluster.Size);
        double against = clusters.Sum(cluster => cluster.Against);
        if (clusters.Count < 2 || all <= clusters.Count || against == 0 || against == all)
        {
            return 1;
        }

        var squares = clusters.Sum(cluster => (double)cluster.Size * cluster.Size);
        var within = clusters.Sum(cluster => (double)cluster.Against * cluster.Against / cluster.Size);
        var msb = (within - (against * against / all)) / (clusters.Count - 1);
        var msw = (against - within) / (all - clusters.Count);
        var size = (all - (squares / all)) / (clusters.Count - 1);
        var rho = (msb - msw) / (msb + ((size - 1) * msw));
        return 1 + (((squares / all) - 1) * Math.Clamp(rho, 0, 1));
    }
}
