namespace IncidentAgent.Investigation.RootCause;

/// <summary>Services in the order in which they are suspected.</summary>
/// <param name="Suspects">The most suspected first.</param>
/// <param name="Affected">The services that got worse, suspected or not.</param>
/// <param name="ByShares">Whether it is by shares of the excess along calls, or by how far each service is out of the ordinary.</param>
internal sealed record Ranking(IReadOnlyList<Suspect> Suspects, IReadOnlyList<string> Affected, bool ByShares)
{
    /// <summary>Ranks along the call graph where that is known and the requests on the way are counted; else without either.</summary>
    public static Ranking Of(IReadOnlyList<string> alerting, Measurements measurements, CallGraph graph, Symptom symptom)
    {
        var deviations = Deviations(measurements, symptom);
        if (graph.Knows(symptom.Service))
        {
            var blames = ExcessBlame.Rank(graph, alerting, deviations);
            if (blames.All(blame => blame.Deviation.Requests.Any(double.IsFinite)) && blames.Any(blame => blame.Share > 0))
            {
                return new Ranking(
                    [.. blames.Select(blame => new Suspect(blame.Service, blame.Share, blame.Deviation.Z))],
                    [.. blames.Select(blame => blame.Service)],
                    ByShares: true);
            }
        }

        return new Ranking(
            ByScore(measurements, symptom.OnsetBin),
            [.. deviations.Where(one => one.Value.IsAnomalous).Select(one => one.Key)],
            ByShares: false);
    }

    private static Dictionary<string, Deviation> Deviations(Measurements measurements, Symptom symptom)
    {
        var deviations = new Dictionary<string, Deviation>(StringComparer.Ordinal);
        foreach (var service in measurements.ServicesWith(symptom.Signal))
        {
            if (Deviation.Of(measurements.Around(symptom.OnsetBin, new Measured(service, symptom.Signal)), symptom.Signal) is { } deviation)
            {
                deviations[service] = deviation;
            }
        }

        return deviations;
    }

    private static IReadOnlyList<Suspect> ByScore(Measurements measurements, int onset) =>
    [
        .. measurements.All.Where(what => what.Signal != Signal.Requests)
            .Select(what => (what.Service, Score: Math.Round(MedianIqrScore.Of(measurements.Around(onset, what), what.Signal), 6)))
            .GroupBy(one => one.Service, one => one.Score)
            .Select(service => new Suspect(service.Key, null, service.Max()))
            .OrderByDescending(suspect => suspect.Score).ThenBy(suspect => suspect.Service, StringComparer.Ordinal),
    ];
}
