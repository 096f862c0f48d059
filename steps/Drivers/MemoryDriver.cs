using IncidentAgent.Specs.Support;
using IncidentAgent.Tests.Support;
using ServiceLevels.Load;
using ServiceLevels.Objectives;
using ServiceLevels.Reporting;
using ServiceLevels.Statistics;

namespace IncidentAgent.Specs.Drivers;

/// <summary>What memory a service takes in a storm, and what of it it gives back when incidents are over.</summary>
public sealed class MemoryDriver(ProcessDriver process, ServiceDriver service, TrafficDriver traffic, ObjectivesDriver objectives, MeasurementLog log)
{
    /// <summary>
    /// What is kept on purpose (code compiled again once it is hot, a pool's arrays for each thread) grows by up to 7 % in that time, and by at most 1 % in
    /// the 30 waves after it.
    /// </summary>
    private const int WarmWaves = 30;

    private const int SendersAtOnce = 4;
    private static readonly TimeSpan WaveWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    private readonly List<long> _retained = [];
    private int _incidentsInWave;
    private long _mostResident;
    private int _looks;

    /// <summary>
    /// Opens, investigates, resolves and closes incidents of the same services again and again; after each wave but the first, which fill what is kept
    /// on purpose, looks what memory is still held.
    /// </summary>
    public async Task CloseWavesAsync(int waves, int incidents)
    {
        _incidentsInWave = incidents;
        for (var wave = 0; wave < WarmWaves + waves; wave++)
        {
            await CloseWaveAsync(wave, incidents);
            if (wave >= WarmWaves)
            {
                _retained.Add(await process.Process.RetainedBytesAsync());
            }
        }
    }

    public void RetainedStaysWithin(double fraction)
    {
        log.Say($"retained after each wave: {string.Join(", ", _retained.Select(bytes => Si.Size(bytes)))}");
        objectives.Fact(
            Promise.Of("memory retained over that of the first wave", Quantity.Ratio, Relation.AtMost, 1 + fraction),
            (double)_retained.Max() / _retained[0],
            _retained.Count);
    }

    public void EachIncidentLeavesLessThan(long bytes)
    {
        var trend = Trend.Of([.. _retained.Select((retained, wave) => ((double)wave * _incidentsInWave, (double)retained))]);
        log.Say($"an incident leaves {trend.Slope:0} bytes behind (95 % interval {trend.Lower:0} to {trend.Upper:0}, {_retained.Count} waves of {_incidentsInWave})");
        objectives.Fact(
            Promise.Of("memory left by an incident, at the upper end of its 95 % interval", Quantity.Size, Relation.Below, bytes), trend.Upper, _retained.Count);
    }

    public async Task TakeAsync(int alerts, int services, int alertsEach)
    {
        var batch = new Batch(alerts / alertsEach, alertsEach, services);
        using var done = new CancellationTokenSource();
        var watching = WatchAsync(done.Token);
        traffic.Keep("intake", [await traffic.SendAsync(new Arrivals.Senders(SendersAtOnce, batch.Count), batch)]);
        await done.CancelAsync();
        await watching;
    }

    public void ResidentNeverExceeds(long bytes) =>
        objectives.Fact(Promise.Of("resident memory", Quantity.Size, Relation.AtMost, bytes), _mostResident, _looks);

    private async Task CloseWaveAsync(int wave, int incidents)
    {
        var label = $"wave={wave}";
        var labels = new Dictionary<string, string> { ["wave"] = $"{wave}" };
        var alerts = Enumerable.Range(0, incidents)
            .Select(number => new AlertOf($"service-{number}") { Labels = labels, StartsAt = Notification.Began.AddMilliseconds(wave) }).ToList();
        await DeliverAsync(alerts);
        await service.Current.SettledAsync(label, incidents);
        await DeliverAsync(alerts.Select(alert => alert with { Firing = false }));
        await Eventually.Observe(
            $"the {incidents} incidents of {label} are closed",
            async () => (await service.Current.IncidentsAsync(label)).Count(incident => incident.Text("status") == "closed"),
            closed => closed == incidents,
            WaveWithin);
        await service.Current.EverybodyIsToldAsync();
    }

    private async Task DeliverAsync(IEnumerable<AlertOf> alerts)
    {
        var answers = await Task.WhenAll(alerts.Select(alert => service.Current.DeliverAsync(Notification.Of(alert))));
        answers.Should().OnlyContain(answer => answer.Outcome == Outcome.Accepted);
    }

    private async Task WatchAsync(CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            (_mostResident, _looks) = (Math.Max(_mostResident, process.Process.ResidentBytes), _looks + 1);
            await Task.Delay(LookEvery, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
