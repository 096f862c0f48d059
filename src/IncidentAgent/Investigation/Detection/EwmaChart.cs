namespace IncidentAgent.Investigation.Detection;

/// <summary>
/// The control chart of exponentially weighted moving averages (Roberts, Technometrics 1, 1959) with its exact limits (Lucas and Saccucci,
/// Technometrics 32, 1990): sees a small shift that lasts, which no single value shows. Middle and spread come from the history alone, so that what
/// is judged cannot widen its own limits.
/// </summary>
/// <param name="Weight">Of the newest value, above 0 and at most 1; smaller sees smaller shifts, later.</param>
/// <param name="Limit">Fires when the average is farther from the middle than so many of its own standard deviations.</param>
/// <param name="LeastHistory">With fewer values before, it stays silent.</param>
internal sealed record EwmaChart(double Weight = 0.2, double Limit = 3, int LeastHistory = 10) : IDetector
{
    public IReadOnlyList<Reading> Judge(IReadOnlyList<double> history, IReadOnlyList<double> values)
    {
        List<double> ordinary = [.. history.Where(double.IsFinite)];
        if (ordinary.Count < LeastHistory)
        {
            return [.. values.Select(_ => default(Reading))];
        }

        var middle = RobustStatistics.Median(ordinary);
        var spread = RobustStatistics.Spread(ordinary);
        var (average, forgotten) = (middle, 1.0);
        List<Reading> readings = [];
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
            {
                readings.Add(default);
                continue;
            }

            average = (Weight * value) + ((1 - Weight) * average);
            forgotten *= (1 - Weight) * (1 - Weight);
            var deviation = spread * Math.Sqrt(Weight / (2 - Weight) * (1 - forgotten));
            var score = average == middle ? 0 : Math.Abs(average - middle) / deviation;
            readings.Add(new Reading(score, score > Limit));
        }

        return readings;
    }
}
