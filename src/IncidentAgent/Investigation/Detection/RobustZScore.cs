namespace IncidentAgent.Investigation.Detection;

/// <summary>
/// The modified z-score of Iglewicz and Hoaglin ("How to Detect and Handle Outliers", 1993): the distance from the history's median over its median
/// absolute deviation, times 0.6745. The history does not move: however long something lasts, it does not become ordinary by lasting.
/// </summary>
/// <param name="Threshold">Fires beyond it; 3.5 is theirs.</param>
/// <param name="LeastHistory">With fewer values before, it stays silent.</param>
internal sealed record RobustZScore(double Threshold = 3.5, int LeastHistory = 10) : IDetector
{
    private const double SigmaToMad = 0.6745;

    public IReadOnlyList<Reading> Judge(IReadOnlyList<double> history, IReadOnlyList<double> values)
    {
        List<double> ordinary = [.. history.Where(double.IsFinite)];
        if (ordinary.Count < LeastHistory)
        {
            return [.. values.Select(_ => default(Reading))];
        }

        var middle = RobustStatistics.Median(ordinary);
        var distance = RobustStatistics.MedianDistance(ordinary, middle);
        return [.. values.Select(value => double.IsFinite(value) ? Read(Math.Abs(value - middle), distance) : default)];
    }

    /// <summary>In a history that hardly ever differs, whatever differs is infinitely far away.</summary>
    private Reading Read(double away, double distance)
    {
        var score = away == 0 ? 0 : SigmaToMad * away / distance;
        return new Reading(score, score > Threshold);
    }
}
