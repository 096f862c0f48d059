using System.Globalization;
using IncidentAgent.Specs.Support;
using ServiceLevels.Objectives;
using ServiceLevels.Reporting;
using ServiceLevels.Statistics;

namespace IncidentAgent.Specs.Drivers;

/// <summary>
/// What an alert costs a service in a process of its own, as the alerts become many: the load is cut into stretches of equal length, and the cost of each is
/// taken. One notification is sent after the other, so that each pays for a commit of its own at the end as at the beginning. A machine that others use
/// can be twice as slow from one second to the next, so processor time is told in that of the calibration work, done before and after each stretch.
/// </summary>
public sealed class GrowthDriver(ProcessDriver process, ServiceDriver service, ObjectivesDriver objectives, MeasurementLog log)
{
    private const int Stretches = 10;

    /// <summary>Processor time is noisy: without any growth it came out at 0.7 to 1.3, and at 2.6 with a cost in proportion to the alerts before.</summary>
    private const double LinearUpTo = 2;

    /// <summary>How often the calibration work is done before a stretch, and again after it.</summary>
    private const int Calibrations = 5;

    private readonly List<(double Seconds, double Works, double Bytes)> _costs = [];

    /// <summary>Beforehand each service has its incident opened: what that costs is another matter.</summary>
    public async Task TakeAsync(int alerts, int services, int alertsEach)
    {
        var (notifications, sent) = (alerts / alertsEach / Stretches, alerts / Stretches);
        var batch = new Batch(services + (Stretches * notifications), alertsEach, services);
        await DeliverAsync(batch, 0, services);
        await service.Current.SettledAsync(batch.Label, services);
        for (var stretch = 0; stretch < Stretches; stretch++)
        {
            var work = Calibrated().ToList();
            var (time, bytes) = (process.Process.ProcessorTime, await process.Process.AllocatedBytesAsync());
            await DeliverAsync(batch, services + (stretch * notifications), notifications);
            var seconds = (process.Process.ProcessorTime - time).TotalSeconds / sent;
            bytes = await process.Process.AllocatedBytesAsync() - bytes;
            work.AddRange(Calibrated());
            _costs.Add((seconds, seconds / NearestRank.Of([.. work.Order()], 50), (double)bytes / sent));
        }
    }

    private static IEnumerable<double> Calibrated() => Enumerable.Range(0, Calibrations).Select(_ => CalibrationWork.Compute().TotalSeconds);

    /// <summary>Until all of it can be read: nothing of its cost is left for the next stretch.</summary>
    private async Task DeliverAsync(Batch batch, int first, int notifications)
    {
        await service.Current.DeliverOneByOneAsync(batch, first, notifications);
        await service.Current.IncidentsAsync(batch.Label);
    }

    public void ProcessorTimeIsLinear()
    {
        log.Say($"processor time of an alert: {string.Join(", ", _costs.Select(cost => Si.Duration(TimeSpan.FromSeconds(cost.Seconds))))}");
        LastOverFirst("processor time of an alert, in that of the calibration work", LinearUpTo, cost => cost.Works, works => works.ToString("F3", CultureInfo.InvariantCulture));
    }

    public void AllocationGrowsBy(double fraction) =>
        LastOverFirst("memory allocated for an alert", 1 + fraction, cost => cost.Bytes, bytes => Si.Size((long)bytes));

    /// <summary>Of each half the cheapest stretch: a collection, or a dictionary that doubles, is no growth.</summary>
    private void LastOverFirst(string what, double most, Func<(double Seconds, double Works, double Bytes), double> of, Func<double, string> inWords)
    {
        var costs = _costs.Select(of).ToList();
        log.Say($"{what}: {string.Join(", ", costs.Select(inWords))}");
        objectives.Fact(
            Promise.Of($"{what}, of the last half over that of the first", Quantity.Ratio, Relation.AtMost, most),
            costs.Skip(Stretches / 2).Min() / costs.Take(Stretches / 2).Min(),
            costs.Count);
    }
}
