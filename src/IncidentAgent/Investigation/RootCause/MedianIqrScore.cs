using IncidentAgent.Investigation.Detection;

namespace IncidentAgent.Investigation.RootCause;

/// <summary>
/// Ranks services where nobody knows who calls whom, as BARO does (Pham, Ha and Zhang, "BARO: Robust Root Cause Analysis for Microservices via
/// Multivariate Bayesian Online Change Point Detection", FSE 2024): the greatest distance after the onset from the median before it, over the
/// interquartile range before it; a service's score is that of its worst signal. Unlike theirs, a signal that has a bad way counts only that way,
/// and the range is at least 5 % of the median or 0.1 percentage points of availability, as in <see cref="Deviation"/>.
/// Of a quantity that is usually exactly 0 the distance itself is the score.
/// </summary>
internal static class MedianIqrScore
{
    private const double LeastRange = 0.05;
    private const double LeastRangeOfAvailability = 0.001;

    /// <summary>How far a signal went, in interquartile ranges; 0 where nothing was measured before or after.</summary>
    public static double Of(ServiceWindow window, Signal signal)
    {
        List<double> before = [.. window.History.Concat(window.Before).Where(double.IsFinite)];
        List<double> after = [.. window.After.Where(double.IsFinite)];
        if (before.Count == 0 || after.Count == 0 || signal == Signal.Requests)
        {
            return 0;
        }

        var median = RobustStatistics.Median(before);
        var range = RobustStatistics.Quantile(before, 0.75) - RobustStatistics.Quantile(before, 0.25);
        var least = signal == Signal.Availability ? LeastRangeOfAvailability : LeastRange * Math.Abs(median);
        var away = after.Max(value => signal == Signal.Availability ? median - value : value - median);
        return away <= 0 ? 0 : away / (Math.Max(range, least) is > 0 and var divisor ? divisor : 1);
    }
}
