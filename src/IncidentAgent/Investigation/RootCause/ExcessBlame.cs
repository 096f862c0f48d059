namespace IncidentAgent.Investigation.RootCause;

/// <summary>
/// Ranks services by exclusive excess along anomalous call paths: what a service added to the waiting or the failures, less what its callees that are
/// out of the ordinary added to it. A callee with several such callers is charged to each in proportion to the caller's own excess.
/// </summary>
/// <remarks>
/// Measured on PetShop (Hardt et al., "The PetShop Dataset", CLeaR 2024): <c>incident-agent evaluate</c> prints the figures. Without requests as
/// weights it fails there, so it is not used where they are unknown.
/// </remarks>
internal static class ExcessBlame
{
    private const int Digits = 6;

    /// <summary>The services on the anomalous paths from the alerting ones, themselves included, the most blamed first. Ties are broken by name.</summary>
    /// <param name="graph">Who calls whom.</param>
    /// <param name="alerting">Where the walk begins, out of the ordinary or not; those without measurements are left out.</param>
    /// <param name="deviations">Of every measured service, all of one signal.</param>
    public static IReadOnlyList<Blame> Rank(CallGraph graph, IEnumerable<string> alerting, IReadOnlyDictionary<string, Deviation> deviations)
    {
        var calls = new AnomalousCalls(graph, alerting, deviations);
        Dictionary<string, double> excess = deviations.ToDictionary(one => one.Key, one => one.Value.Excess, StringComparer.Ordinal);
        var divisors = new Dictionary<string, double>(StringComparer.Ordinal);
        var blames = calls.Reached.Select(service => (service, Own: Math.Max(0, excess[service] - calls.Suspects(service).Sum(Charged(service))))).ToList();
        var all = blames.Sum(one => one.Own);
        return
        [
            .. blames.Select(one => new Blame(one.service, all > 0 ? Math.Round(one.Own / all, Digits) : 0, deviations[one.service]))
                .OrderByDescending(blame => blame.Share).ThenByDescending(blame => blame.Deviation.Z).ThenBy(blame => blame.Service, StringComparer.Ordinal),
        ];

        Func<string, double> Charged(string caller) => callee =>
        {
            if (!divisors.TryGetValue(callee, out var sharers))
            {
                divisors[callee] = sharers = calls.Sharers(callee).Sum(other => excess[other]);
            }

            return sharers > 0 ? excess[callee] * excess[caller] / sharers : 0;
        };
    }
}

/// <summary>What one service is blamed for.</summary>
/// <param name="Service">The service.</param>
/// <param name="Share">Of all exclusive excess, 0 to 1; 0 for all where no requests were counted.</param>
/// <param name="Deviation">How far it is out of the ordinary.</param>
internal sealed record Blame(string Service, double Share, Deviation Deviation);
