using IncidentAgent.Specs.Drivers;

namespace IncidentAgent.Specs.Support;

/// <summary>Every load scenario keeps these promises: at least 95 % of the alerts are accepted, less than 1 % end in an error, and none that was accepted is lost or doubled.</summary>
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
            PromiseBrokenException.Unless(measured.SuccessRate >= LeastSuccess, $"standing check, at least 95 % accepted; {measured.Accepted} of {measured.Count} were");
            PromiseBrokenException.Unless(measured.ErrorRate < MostErrors, $"standing check, less than 1 % in error; {measured.Failed + measured.TimedOut} of {measured.Count} were");
            alerts += await NoneIsLostAsync(batch, [.. measured.Samples.Where(sample => sample.Outcome is ServiceLevels.Load.Outcome.Accepted).Select(sample => sample.Index)]);
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
            incident => incident.GetProperty("firingAlerts").GetInt32() + incident.GetProperty("resolvedAlerts").GetInt32());
        foreach (var (name, alerts) in expected)
        {
            PromiseBrokenException.Unless(held[name].Count() == 1, $"standing check, one incident for {name}; there are {held[name].Count()}");
            PromiseBrokenException.Unless(held[name].Single() == alerts, $"standing check, {alerts} alerts of {name} kept; {held[name].Single()} are");
        }

        return expected.Values.Sum();
    }
}
