namespace IncidentAgent.Investigation.Detection;

/// <summary>Where the level of a series shifts.</summary>
internal static class ChangePoint
{
    /// <summary>
    /// The first place of the later part when the series is cut in two so that the values lie nearest to the medians of their parts: the least
    /// absolute deviation estimate of a shift (Bai, Econometric Theory 11, 1995). Of places that are as good, the earliest: a root cause is found more
    /// surely one bin too early than one too late. Not finite values count for neither part.
    /// </summary>
    /// <param name="values">Oldest first.</param>
    /// <param name="leastBefore">How many finite values the earlier part has at least.</param>
    /// <returns><see langword="null"/> when the series is too short.</returns>
    public static int? Of(IReadOnlyList<double> values, int leastBefore)
    {
        List<int> places = [.. Enumerable.Range(0, values.Count).Where(place => double.IsFinite(values[place]))];
        List<double> finite = [.. places.Select(place => values[place])];
        int? best = null;
        var least = double.PositiveInfinity;
        for (var cut = Math.Max(1, leastBefore); cut < finite.Count; cut++)
        {
            var distance = Distance(finite[..cut]) + Distance(finite[cut..]);
            if (distance < least)
            {
                (best, least) = (places[cut], distance);
            }
        }

        return best;
    }

    private static double Distance(List<double> part)
    {
        var middle = RobustStatistics.Median(part);
        return part.Sum(value => Math.Abs(value - middle));
    }
}
