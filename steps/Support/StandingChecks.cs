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
        foreach (var (batch, measured) in sent)
        {
            var errors = measured.Failed + measured.TimedOut;
            Promise(measured.SuccessRate >= LeastSuccess, $"at least 95 % accepted; {measured.Accepted} of {measured.Count} were");
            Promise(measured.ErrorRate < MostErrors, $"less than 1 % in error; {errors} of {measured.Count} were");
            var accepted = measured.Samples.Where(sample => sample.Outcome is Outcome.Accepted).Select(sample => sample.Index);
            alerts += await NoneIsLostAsync(batch, [.. accepted]);
        }

        log.Say($"standing checks: {alerts} accepted alerts, each in exactly one incident; none lost");
    }

    /// <summary>What the service holds is compared with what it accepted, service by service.</summary>
    public async Task<int> NoneIsLostAsync(Batch batch, IReadOnlyList<int> accepted)
    {
        var expected = accepted.GroupBy(batch.ServiceOf).ToDictionary(group => group.Key, group => group.Count() * batch.AlertsEach);
        var incidents = await service.Current.IncidentsAsync(batch.Label);
        var held = incidents.ToLookup(
            incident => incident.GetProperty("services")[0].GetString()!,
            incident => incident.Number("firingAlerts") + incident.Number("resolvedAlerts"));
        foreach (var (name, alerts) in expected)
        {
            Promise(held[name].Count() == 1, $"one incident for {name}; there are {held[name].Count()}");
            Promise(held[name].Single() == alerts, $"{alerts} alerts of {name} kept; {held[name].Single()} are");
        }

        return expected.Values.Sum();
    }

    private static void Promise(bool kept, string promised) => PromiseBrokenException.Unless(kept, $"standing check, {promised}");
}
