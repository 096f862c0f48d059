using System.Globalization;
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

    /// <summary>Processor time is noisy: what is linear came out as 0.9 to 1.1. What is quadratic is 2.</summary>
    private const double LinearUpTo = 1.5;

    private readonly List<(double Alerts, double Seconds, double Bytes)> _costs = [];

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
                (stretch + 0.5) * sent,
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

    public void ProcessorTimeIsLinear()
    {
        var growth = GrowthExponent.Of([.. _costs.Select(cost => (cost.Alerts, cost.Seconds))]);
        log.Say($"processor time of an alert: {string.Join(", ", _costs.Select(cost => Si.Duration(TimeSpan.FromSeconds(cost.Seconds))))}");
        log.Say(string.Create(CultureInfo.InvariantCulture, $"that of all alerts grows with the power {1 + growth.Exponent:0.00} of their number (95 %: {1 + growth.Lower:0.00} or more)"));
        objectives.Fact(
            Promise.Of("power of their number with which processor time grows, at the lower end of its 95 % interval", Quantity.Ratio, Relation.AtMost, LinearUpTo),
            1 + growth.Lower,
            _costs.Count);
    }

    /// <summary>Of each half the cheapest stretch: what a dictionary that doubles costs now and then is no growth.</summary>
    public void AllocationGrowsBy(double fraction)
    {
        log.Say($"memory allocated for an alert: {string.Join(", ", _costs.Select(cost => Si.Size((long)cost.Bytes)))}");
        objectives.Fact(
            Promise.Of("memory allocated for an alert of the last half over that of the first", Quantity.Ratio, Relation.AtMost, 1 + fraction),
            _costs.Skip(Stretches / 2).Min(cost => cost.Bytes) / _costs.Take(Stretches / 2).Min(cost => cost.Bytes),
            _costs.Count);
    }
}
