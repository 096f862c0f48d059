using IncidentAgent.Specs.Support;
using ServiceLevels.Load;
using ServiceLevels.Reporting;

namespace IncidentAgent.Specs.Drivers;

/// <summary>Everything breaks for one reason.</summary>
public sealed class StormDriver(ServiceDriver service, TrafficDriver traffic, MeasurementLog log)
{
    private Batch? _batch;
    private DateTimeOffset _began;

    public async Task ArriveAsync(int alerts, TimeSpan within)
    {
        _batch = new Batch(alerts, services: 1);
        _began = DateTimeOffset.UtcNow;
        traffic.Keep("intake", [await traffic.SendAsync(new Arrivals.AtRate(alerts / within.TotalSeconds, alerts), _batch)]);
    }

    public void FirstPageWithin(TimeSpan limit)
    {
        var after = service.Current.Around.PagerDuty.Ledger.Exchanges.First(IsOfTheStorm).At - _began;
        log.Say($"first page {Si.Duration(after)} after the first alert");
        PromiseBrokenException.Unless(after < limit, $"the first page within {Si.Duration(limit)}, it went out after {Si.Duration(after)}");
    }

    /// <summary>Whatever wakes somebody counts, also when it is the same page again.</summary>
    public void PagesAtMost(int pages) => service.Current.Around.PagerDuty.Ledger.Exchanges.Count(IsOfTheStorm).Should().BeInRange(1, pages);

    public async Task IsOneIncidentAsync()
    {
        var incident = (await service.Current.IncidentsAsync(_batch!.Label)).Should().ContainSingle().Subject;
        incident.Number("firingAlerts").Should().Be(_batch.Count);
    }

    private bool IsOfTheStorm(StandIns.Exchange sent) =>
        sent.At >= _began && sent.Body is { } body && body.Text("event_action") == "trigger"
        && body.GetRawText().Contains(_batch!.Name, StringComparison.Ordinal);
}
