using IncidentAgent.Specs.Drivers;
using ServiceLevels.Load;

namespace IncidentAgent.Specs.Support;

/// <summary>
/// Every load scenario keeps these promises: at least 95 % of the alerts are accepted, less than 1 % end in an error, and none that was accepted is lost or
/// doubled.
/// </summary>
public sealed class StandingChecks(ServiceDriver service, MeasurementLog log)
{
    private const double LeastSuccess = 0.95;
    private const double MostErrors = 0.01;

    public async Task HoldAsync(IReadOnlyList<Sent> sent)
    {
        if (sent.Count == 0)
        {
            return;
        }

        var alerts = 0;
        foreach (var (batch, measured, _) in sent)
        {
            var errors = measured.Failed + measured.TimedOut;
            Promise(measured.SuccessRate >= LeastSuccess, $"at least 95 % accepted; {measured.Accepted} of {measured.Count} were");
            Promise(measured.ErrorRate < MostErrors, $"less than 1 % in error; {errors} of {measured.Count} were");
            var accepted = measured.Samples.Where(sample => sample.Outcome is Outcome.Accepted).Select(sample => sample.Index);
            var kept = await WhatIsKeptAsync(batch, [.. accepted]);
            Promise(kept.Lost.Count == 0, $"none lost; some are of {string.Join(", ", kept.Lost)}");
            Promise(kept.Doubled.Count == 0, $"each in exactly one incident, once; not so of {string.Join(", ", kept.Doubled)}");
            alerts += kept.Alerts;
        }

        log.Say($"standing checks: {alerts} accepted alerts, each in exactly one incident; none lost");
    }

    /// <summary>What the service holds is compared with what it accepted, service by service.</summary>
    public async Task<Kept> WhatIsKeptAsync(Batch batch, IReadOnlyList<int> accepted)
    {
        var expected = accepted.GroupBy(batch.ServiceOf).ToDictionary(group => group.Key, group => group.Count() * batch.AlertsEach);
        var incidents = await service.Current.IncidentsAsync(batch.Label);
        var held = incidents.ToLookup(
            incident => incident.GetProperty("services")[0].GetString()!,
            incident => incident.Number("firingAlerts") + incident.Number("resolvedAlerts"));
        return new Kept(
            expected.Values.Sum(),
            [.. expected.Where(one => held[one.Key].Sum() < one.Value).Select(one => one.Key)],
            [.. expected.Where(one => held[one.Key].Count() > 1 || held[one.Key].Sum() > one.Value).Select(one => one.Key)]);
    }

    private static void Promise(bool kept, string promised) => PromiseBrokenException.Unless(kept, $"standing check, {promised}");
}

/// <summary>What a service still knows of alerts that it has accepted.</summary>
/// <param name="Alerts">How many it accepted.</param>
/// <param name="Lost">Services of which it knows fewer.</param>
/// <param name="Doubled">Services of which it knows more, or that have more than one incident.</param>
public sealed record Kept(int Alerts, IReadOnlyList<string> Lost, IReadOnlyList<string> Doubled);
