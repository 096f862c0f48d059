namespace IncidentAgent.Investigation.Detection;

/// <summary>
/// Compares each value with those at the same place of earlier seasons, for example the same minute of the days before: the robust z-score over
/// them. What is usual at noon may be strange at night.
/// </summary>
/// <param name="Period">Values in a season.</param>
/// <param name="Neighbours">How many values on either side count as the same place too.</param>
/// <param name="Threshold">Fires beyond so many robust standard deviations.</param>
/// <param name="LeastSeasons">With fewer seasons before, it stays silent.</param>
/// <param name="LeastSpread">A spread below it counts as it, in the unit of the values: two nights that were alike do not make every other one strange.</param>
internal sealed record SeasonalBaseline(
    int Period, int Neighbours = 1, double Threshold = 3.5, int LeastSeasons = 3, double LeastSpread = 0) : IDetector
{
    public IReadOnlyList<Reading> Judge(IReadOnlyList<double> history, IReadOnlyList<double> values)
    {
        List<double> known = [.. history];
        List<Reading> readings = [];
        foreach (var value in values)
        {
            readings.Add(Read(known, value));

            // What was strange this season must not make the next one ordinary; its place stays empty.
            known.Add(readings[^1].Fires ? double.NaN : value);
        }

        return readings;
    }

    private Reading Read(List<double> known, double value)
    {
        List<double> alike = [.. Places(known.Count).Select(place => known[place]).Where(double.IsFinite)];
        if (!double.IsFinite(value) || known.Count / Period < LeastSeasons || alike.Count < LeastSeasons)
        {
            return default;
        }

        var middle = RobustStatistics.Median(alike);
        var spread = Math.Max(RobustStatistics.Spread(alike), LeastSpread);
        var score = value == middle ? 0 : Math.Abs(value - middle) / spread;
        return new Reading(score, score > Threshold);
    }

    private IEnumerable<int> Places(int now)
    {
        for (var season = now - Period; season >= 0; season -= Period)
        {
            for (var place = Math.Max(0, season - Neighbours); place <= Math.Min(now - 1, season + Neighbours); place++)
            {
                yield return place;
            }
        }
    }
}
