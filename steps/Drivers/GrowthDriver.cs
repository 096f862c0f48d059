using IncidentAgent.Specs.Support;
using ServiceLevels.Objectives;
using ServiceLevels.Reporting;
using ServiceLevels.Statistics;

namespace IncidentAgent.Specs.Drivers;

/// <summary>
/// What an alert costs a service in a process of its own, as the alerts become many: the load is cut into stretches of equal length, and the cost of each is
/// taken. One notification is sent after the other, so that each pays for a commit of its own at the end as at the beginning.
/// </summary>
public sealed class GrowthDriver(ProcessDriver process, ServiceDriver service, ObjectivesDriver objectives, MeasurementLog log)
{
    private const int Stretches = 10;
    private const string ProcessorTime = "processor time of an alert";
    private const string Allocation = "memory allocated for an alert";

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

        log.Say($"{ProcessorTime}: {string.Join(", ", _costs.Select(cost => Si.Duration(TimeSpan.FromSeconds(cost.Seconds))))}");
        log.Say($"{Allocation}: {string.Join(", ", _costs.Select(cost => Si.Size((long)cost.Bytes)))}");
    }

    /// <summary>Until all of it can be read: nothing of its cost is left for the next stretch.</summary>
    private async Task DeliverAsync(Batch batch, int first, int notifications)
    {
        await service.Current.DeliverOneByOneAsync(batch, first, notifications);
        await service.Current.IncidentsAsync(batch.Label);
    }

    /// <summary>
    /// The halves: a machine varies more than a service grows. Without any growth it came out at 0.7 to 1.5 in 23 runs, and at 2.4 and 3.2 with a list of all
    /// alerts so far that each one walked twice.
    /// </summary>
    public void ProcessorTimeGrowsBy(double fraction) => Grows(ProcessorTime, Stretches / 2, "half", 1 + fraction, cost => cost.Seconds);

    /// <summary>The halves: how much is taken up into the database at once, and so what each alert has its share in, depends on the machine's pace.</summary>
    public void AllocationGrowsBy(double fraction) => Grows(Allocation, Stretches / 2, "half", 1 + fraction, cost => cost.Bytes);

    /// <summary>
    /// What grows only late, after the cheapest stretch of the last half. Without any growth it came out at 0.96 to 1.2 in 8 runs, so that this is no place
    /// for a few percent.
    /// </summary>
    public void LastAllocateAtMost(double times) => Grows(Allocation, 3, "three tenths", times, cost => cost.Bytes);

    private void Grows(string what, int stretches, string share, double most, Func<(double Seconds, double Bytes), double> of) => objectives.Fact(
        Promise.Of($"{what}, of the last {share} over that of the first", Quantity.Ratio, Relation.AtMost, most),
        Growth.Of([.. _costs.Select(of)], stretches),
        _costs.Count);
}
