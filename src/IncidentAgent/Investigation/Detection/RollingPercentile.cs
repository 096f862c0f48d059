namespace IncidentAgent.Investigation.Detection;

/// <summary>
/// Compares each value with a high percentile of the values just before it. A value that fires does not enter the window: a step that lasts is told
/// for as long as it lasts.
/// </summary>
/// <param name="Factor">Fires above so many times the percentile; the score is how many times it is. For values of 0 and more.</param>
/// <param name="Share">The percentile, 0 to 1.</param>
/// <param name="Window">How many values before it are looked at.</param>
/// <param name="LeastHistory">With fewer values before, it stays silent.</param>
internal sealed record RollingPercentile(double Factor = 2, double Share = 0.95, int Window = 100, int LeastHistory = 20) : IDetector
{
    public IReadOnlyList<Reading> Judge(IReadOnlyList<double> history, IReadOnlyList<double> values)
    {
        var window = new Queue<double>(history.Where(double.IsFinite).TakeLast(Window));
        return [.. values.Select(value => Read(window, value))];
    }

    private Reading Read(Queue<double> window, double value)
    {
        if (!double.IsFinite(value))
        {
            return default;
        }

        var percentile = window.Count < LeastHistory ? double.PositiveInfinity : RobustStatistics.Quantile(window, Share);
        var score = value == 0 ? 0 : value / percentile;
        var reading = new Reading(score, score > Factor);
        if (!reading.Fires)
        {
            window.Enqueue(value);
            if (window.Count > Window)
            {
                window.Dequeue();
            }
        }

        return reading;
    }
}
