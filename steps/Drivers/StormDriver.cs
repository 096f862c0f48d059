using IncidentAgent.Specs.Support;
using ServiceLevels.Load;
using ServiceLevels.Objectives;

namespace IncidentAgent.Specs.Drivers;

/// <summary>Everything breaks for one reason.</summary>
public sealed class StormDriver(ServiceDriver service, TrafficDriver traffic, ObjectivesDriver objectives)
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
        objectives.Fact(Promise.Of("time to the first page", Quantity.Time, Relation.Below, limit.TotalSeconds), after.TotalSeconds, 1);
    }

    /// <summary>Whatever wakes somebody counts, also when it is the same page again.</summary>
    public void PagesAtMost(int pages) => objectives.Fact(
        Promise.Of("pages", Quantity.Count, Relation.AtMost, pages), service.Current.Around.PagerDuty.Ledger.Exchanges.Count(IsOfTheStorm), _batch!.Count);

    public async Task IsOneIncidentAsync()
    {
        var incidents = await service.Current.IncidentsAsync(_batch!.Label);
        objectives.Fact(Promise.Of("incidents", Quantity.Count, Relation.Exactly, 1), incidents.Count, _batch.Count);
        var firing = incidents[0].Number("firingAlerts");
        objectives.Fact(Promise.Of("alerts of the incident", Quantity.Count, Relation.Exactly, _batch.Count), firing, _batch.Count);
    }

    private bool IsOfTheStorm(StandIns.Exchange sent) =>
        sent.At >= _began && sent.Body is { } body && body.Text("event_action") == "trigger"
        && body.GetRawText().Contains(_batch!.Name, StringComparison.Ordinal);
}
