using IncidentAgent.Investigation.Detection;

namespace IncidentAgent.Investigation.RootCause;

/// <summary>What got worst of all that is measured of the alerting services, and when that began.</summary>
/// <param name="Service">An alerting service.</param>
/// <param name="Signal">Its latency or its availability.</param>
/// <param name="OnsetBin">The bin it began in.</param>
/// <param name="Deviation">How far it went.</param>
internal sealed record Symptom(string Service, Signal Signal, int OnsetBin, Deviation Deviation)
{
    /// <summary>Bins that a change of level needs before it.</summary>
    private const int LeastBefore = 3;

    /// <summary>Bins before the alert's start in which the onset may lie: longer than alerting rules wait.</summary>
    private const int MostBefore = 60;

    /// <summary>Bins after the alert's start in which the onset may still lie, for clocks that differ.</summary>
    private const int Grace = 2;

    /// <summary>The median of scores below which a time is as usual.</summary>
    private const double Usual = 1;

    private static readonly Signal[] Signals = [Signal.Latency, Signal.Availability];

    /// <summary>The worst one; <see langword="null"/> when nothing is measured of the alerting services before and after the onset.</summary>
    /// <param name="measurements">What was measured.</param>
    /// <param name="alerting">The alerting services.</param>
    /// <param name="alertedAt">When the first alert began, which is after the onset by what its rule waits for.</param>
    public static Symptom? Worst(Measurements measurements, IEnumerable<string> alerting, DateTimeOffset alertedAt) => alerting
        .Distinct()
        .Order(StringComparer.Ordinal)
        .SelectMany(service => Signals.Select(signal => Of(measurements, new Measured(service, signal), measurements.Bins.At(alertedAt))))
        .OfType<Symptom>()
        .OrderByDescending(symptom => symptom.Deviation.Z)
        .ThenBy(symptom => symptom.Service, StringComparer.Ordinal)
        .ThenBy(symptom => symptom.Signal)
        .FirstOrDefault();

    private static Symptom? Of(Measurements measurements, Measured what, int alertBin)
    {
        if (measurements.Bins.Count == 0)
        {
            return null;
        }

        var onset = ShiftBefore(alertBin, measurements, what) ?? Math.Clamp(alertBin, 0, measurements.Bins.Count - 1);
        return Deviation.Of(measurements.Around(onset, what), what.Signal) is { } deviation ? new Symptom(what.Service, what.Signal, onset, deviation) : null;
    }

    /// <summary>
    /// Where the level shifts the bad way, and far enough, or where it went that way for a while; <see langword="null"/> when it did neither: then the
    /// alert's start is all there is.
    /// </summary>
    private static int? ShiftBefore(int alertBin, Measurements measurements, Measured what)
    {
        IReadOnlyList<double> values = [.. measurements.Values(what).Take(Math.Max(0, alertBin) + 1 + Grace)];
        var from = Math.Max(0, Math.Min(alertBin, values.Count) - MostBefore);
        if (from + ChangePoint.Of([.. values.Skip(from)], LeastBefore) is not { } shift
            || Deviation.Of(ServiceWindow.Cut(values, [.. values.Select(_ => 0.0)], shift), what.Signal) is not { IsAnomalous: true } deviation)
        {
            return null;
        }

        // Where most of what follows is as usual, it was too short to move a median: any cut before it is as good, and the earliest may lie an hour too
        // early.
        var isShort = RobustStatistics.Median([.. deviation.Scores.Where(double.IsFinite)]) < Usual;
        return isShort ? shift + Math.Max(0, deviation.Scores.ToList().FindIndex(score => score >= Deviation.Tau) - 1) : shift;
    }
}
