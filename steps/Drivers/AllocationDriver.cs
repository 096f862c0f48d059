using IncidentAgent.Specs.Support;
using ServiceLevels.Objectives;
using ServiceLevels.Reporting;

namespace IncidentAgent.Specs.Drivers;

/// <summary>
/// What a service in a process of its own allocates for an alert. The alerts go one after another, so that each pays for a commit of its own however fast
/// the machine is; what the service allocates anyway in the same time, looking for due work for example, is measured beside it and taken off.
/// </summary>
public sealed class AllocationDriver(ProcessDriver process, ServiceDriver service, ObjectivesDriver objectives, MeasurementLog log)
{
    private const int WarmUpAlerts = 1000;
    private static readonly TimeSpan IdleFor = TimeSpan.FromSeconds(2);

    private Batch? _batch;
    private double _bytesEach;

    /// <summary>New alerts, after as many others as it takes for every path to have been taken.</summary>
    public async Task TakeAsync(int alerts, int services)
    {
        _batch = new Batch(WarmUpAlerts + alerts, services: services);
        await DeliverAsync(0, WarmUpAlerts);
        await service.Current.SettledAsync(_batch.Label, services);
        await MeasureAsync("new", WarmUpAlerts, alerts);
    }

    /// <summary>The alerts that were measured, delivered again so often; the last time counts.</summary>
    public async Task RepeatAsync(int times)
    {
        var alerts = _batch!.Count - WarmUpAlerts;
        for (var time = 1; time < times; time++)
        {
            await DeliverAsync(WarmUpAlerts, alerts);
        }

        await MeasureAsync("redelivered", WarmUpAlerts, alerts);
    }

    public void EachAllocatesAtMost(string figure, long bytes) =>
        objectives.Fact(Promise.Of(figure, Quantity.Size, Relation.AtMost, bytes), _bytesEach, _batch!.Count - WarmUpAlerts);

    private async Task MeasureAsync(string what, int first, int alerts)
    {
        var idle = await AllocatedEachSecondAsync();
        var before = await process.Process.AllocatedBytesAsync();
        var began = TimeProvider.System.GetTimestamp();
        await DeliverAsync(first, alerts);
        var took = TimeProvider.System.GetElapsedTime(began);
        var allocated = await process.Process.AllocatedBytesAsync() - before;
        _bytesEach = (allocated - (idle * took.TotalSeconds)) / alerts;
        log.Say($"{what}: {alerts} alerts in {took.TotalSeconds:0.0} s allocated {Si.Size(allocated)}; the idle service allocates {Si.Size((long)idle)} each second");
    }

    private async Task<double> AllocatedEachSecondAsync()
    {
        var before = await process.Process.AllocatedBytesAsync();
        await Task.Delay(IdleFor);
        return (await process.Process.AllocatedBytesAsync() - before) / IdleFor.TotalSeconds;
    }

    private Task DeliverAsync(int first, int alerts) => service.Current.DeliverOneByOneAsync(_batch!, first, alerts);
}
