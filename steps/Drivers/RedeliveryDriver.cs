using IncidentAgent.Specs.Support;
using ServiceLevels.Load;

namespace IncidentAgent.Specs.Drivers;

/// <summary>Delivers the same notifications again.</summary>
public sealed class RedeliveryDriver(ServiceDriver service, TrafficDriver traffic)
{
    private const int SendersAtOnce = 8;
    private Batch? _batch;

    public async Task AcceptAsync(int alerts)
    {
        _batch = new Batch(alerts);
        await SendAsync(_batch);
    }

    public async Task DeliverAgainAsync(int times)
    {
        for (var time = 0; time < times; time++)
        {
            await SendAsync(_batch!);
        }
    }

    public async Task ThereIsOneForEachAsync()
    {
        (await service.Current.IncidentsAsync(_batch!.Label)).Select(incident => incident.GetProperty("services")[0].GetString())
            .Should().BeEquivalentTo(_batch.Services);
        service.Current.Around.PagerDuty.Incidents.Select(page => page.DedupKey).Should().HaveCount(_batch.Count).And.OnlyHaveUniqueItems();
        service.Current.Around.Slack.Messages.Should().HaveCount(_batch.Count);
    }

    private async Task SendAsync(Batch batch) =>
        (await traffic.SendAsync(new Arrivals.Senders(SendersAtOnce, batch.Count), batch)).Accepted.Should().Be(batch.Count);
}
