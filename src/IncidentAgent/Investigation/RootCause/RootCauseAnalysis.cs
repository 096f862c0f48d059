namespace IncidentAgent.Investigation.RootCause;

/// <summary>
/// Ranks the causes of an incident. Pure: the same case gives the same analysis, byte for byte, in whatever order its evidence comes; whatever is in
/// the evidence, it does not throw.
/// </summary>
internal static class RootCauseAnalysis
{
    public const int MostCauses = 5;

    /// <summary>A share below which a cause is not worth a person's time.</summary>
    private const double LeastShare = 0.01;

    public static Analysis Of(CaseFile file)
    {
        var measurements = new Measurements(file.Evidence);
        if (Symptom.Worst(measurements, file.Alerting, file.AlertedAt) is not { } symptom)
        {
            return Decided(file, new Standing { Alerting = file.Alerting, Symptom = null, Suspects = [] }) with
            {
                Changes = NearbyChanges.Of(file.Evidence, file.AlertedAt, file.Alerting),
            };
        }

        var onset = measurements.Bins.BeginningOf(symptom.OnsetBin);
        var graph = new CallGraph(file.Evidence.SelectMany(one => one.Facts?.Calls ?? []));
        var ranking = Ranking.Of(file.Alerting, measurements, graph, symptom);
        var changes = NearbyChanges.Of(file.Evidence, onset, [.. file.Alerting, .. ranking.Suspects.Select(suspect => suspect.Service)]);
        List<Circumstances> circumstances =
            [.. ranking.Suspects.Take(MostCauses).Select(suspect => Circumstances.Of(suspect.Service, file, measurements, graph, symptom.OnsetBin, changes))];
        var standing = new Standing
        {
            Alerting = file.Alerting,
            Symptom = symptom,
            Suspects = ranking.Suspects,
            Agreements = [.. circumstances.Take(1).SelectMany(first => first.Agreements(onset)).Select(agreement => agreement.Words)],
        };
        return Decided(file, standing) with
        {
            Symptom = symptom.Signal,
            Onset = onset,
            Changes = changes,
            Impact = ImpactEstimate.Of(symptom, measurements, ranking.Affected, file.Objectives),
            Causes = symptom.Deviation.IsAnomalous
                ? [.. ranking.Suspects.Zip(circumstances).Where(pair => pair.First.Share is null or >= LeastShare)
                    .Select(pair => Explanations.Explain(pair.First, pair.Second, ranking, measurements, file, symptom, onset))]
                : [],
        };
    }

    private static Analysis Decided(CaseFile file, Standing standing)
    {
        var (certainty, because, wouldChange) = CertaintyRules.Decide(standing);
        return new Analysis
        {
            Certainty = certainty,
            Because = because,
            WouldChange =
            [
                .. wouldChange,
                .. file.Missing.OrderBy(missing => missing.Source, StringComparer.Ordinal).ThenBy(missing => missing.Reason, StringComparer.Ordinal)
                    .Select(missing => $"An answer of {missing.Source}, which is missing: {missing.Reason}."),
            ],
        };
    }
}
