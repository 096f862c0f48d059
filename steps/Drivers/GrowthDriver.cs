using IncidentAgent.Specs.Support;
using ServiceLevels.Objectives;
using ServiceLevels.Reporting;

namespace IncidentAgent.Specs.Drivers;

/// <summary>
/// What an alert costs a service in a process of its own, as the alerts become many: the load is cut into stretches of equal length, and the cost of each is
/// taken. One notification is sent after the other, so that each pays for a commit of its own at the end as at the beginning.
/// </summary>
public sealed class GrowthDriver(ProcessDriver process, ServiceDriver service, ObjectivesDriver objectives, MeasurementLog log)
{
    private const int Stretches = 10;

    /// <summary>Without any growth it came out at 0.7 to 1.3 in 15 runs, and at 2.4 and 3.2 with a list of all alerts so far that each one walked twice.</summary>
    private const double LinearUpTo = 2;

    private readonly List<(double Seconds, double Bytes)> _costs = [];

    /// <summary>Beforehand each service has its incident opened: what that costs is another matter.</summary>
    public async Task TakeAsync(int alerts, int services, int alertsEach)
    {
        var (notifications, sent) = (alerts / alertsEach / Stretches, alerts / Stretches);
        var batch = new Batch(services + (Stretches * notifications), alertsEach, services);
        await DeliverAsync(batch, 0, services);
        await service.Current.SettledAsync(batch.Label, services);
        for (var stretch = 0; stretch < Stretches; stretch++)
        {
            var (time, bytes) = (process.Process.ProcessorTime, await process.Process.AllocatedBytesAsync());
            await DeliverAsync(batch, services + (stretch * notifications), notifications);
            _costs.Add((
                (process.Process.ProcessorTime - time).TotalSeconds / sent,
                (double)(await process.Process.AllocatedBytesAsync() - bytes) / sent));
        }
    }

    /// <summary>Until all of it can be read: nothing of its cost is left for the next stretch.</summary>
    private async Task DeliverAsync(Batch batch, int first, int notifications)
    {
        await service.Current.DeliverOneByOneAsync(batch, first, notifications);
        await service.Current.IncidentsAsync(batch.Label);
    }

    public void ProcessorTimeIsLinear() =>
        LastOverFirst("processor time of an alert", LinearUpTo, cost => cost.Seconds, seconds => Si.Duration(TimeSpan.FromSeconds(seconds)));

    public void AllocationGrowsBy(double fraction) =>
        LastOverFirst("memory allocated for an alert", 1 + fraction, cost => cost.Bytes, bytes => Si.Size((long)bytes));

    /// <summary>Of each half the cheapest stretch: a collection, or a dictionary that doubles, is no growth.</summary>
    private void LastOverFirst(string what, double most, Func<(double Seconds, double Bytes), double> of, Func<double, string> inWords)
    {
        var costs = _costs.Select(of).ToList();
        log.Say($"{what}: {string.Join(", ", costs.Select(inWords))}");
        objectives.Fact(
            Promise.Of($"{what}, of the last half over that of the first", Quantity.Ratio, Relation.AtMost, most),
            costs.Skip(Stretches / 2).Min() / costs.Take(Stretches / 2).Min(),
            costs.Count);
    }
}
