namespace IncidentAgent.Investigation.RootCause;

/// <summary>Counts whom an incident hit, at the alerting service that got worst.</summary>
internal static class ImpactEstimate
{
    private const int MostServices = 20;

    public static Impact Of(Symptom symptom, Measurements measurements, IEnumerable<string> affected, IReadOnlyDictionary<string, double> objectives)
    {
        var latency = Measure(symptom, measurements, Signal.Latency);
        var availability = Measure(symptom, measurements, Signal.Availability);
        var bins = Math.Max(LastBad(latency), LastBad(availability)) + 1;
        return new Impact
        {
            Services = [.. affected.Append(symptom.Service).Distinct().Order(StringComparer.Ordinal).Take(MostServices)],
            CountedAt = symptom.Service,
            FailedRequests = Counted(availability) ? Rounded(availability!.Excess) : null,
            SlowRequests = Counted(latency) ? Rounded(Slow(latency!)) : null,
            AddedWaiting = Counted(latency) ? Figures.Seconds(Rounded(latency!.Excess)) : null,
            Duration = bins * measurements.Bins.Width,
            ErrorBudgetBurnRate = Counted(availability) && objectives.TryGetValue(symptom.Service, out var objective) && objective < 1
                ? Burned(measurements.Around(symptom.OnsetBin, new Measured(symptom.Service, Signal.Availability)), bins, objective)
                : null,
        };
    }

    private static Deviation? Measure(Symptom symptom, Measurements measurements, Signal signal) =>
        Deviation.Of(measurements.Around(symptom.OnsetBin, new Measured(symptom.Service, signal)), signal);

    private static bool Counted(Deviation? deviation) => deviation is not null && deviation.Requests.Any(double.IsFinite);

    private static double Slow(Deviation latency) => latency.Scores.Zip(latency.Requests)
        .Where(bin => bin.First >= Deviation.Tau && double.IsFinite(bin.Second))
        .Sum(bin => bin.Second);

    private static int LastBad(Deviation? deviation) => deviation?.Scores.ToList().FindLastIndex(score => score >= Deviation.Tau) ?? -1;

    /// <summary>The share of errors over the share the objective allows (Google, The Site Reliability Workbook, chapter 5).</summary>
    private static double? Burned(ServiceWindow window, int bins, double objective)
    {
        var counted = window.After.Zip(window.Requests).Take(bins).Where(bin => double.IsFinite(bin.First) && double.IsFinite(bin.Second)).ToList();
        var all = counted.Sum(bin => bin.Second);
        return all > 0 ? Math.Round(counted.Sum(bin => (1 - bin.First) * bin.Second) / all / (1 - objective), 2) : null;
    }

    private static double Rounded(double number) => Math.Round(number, 3);
}
