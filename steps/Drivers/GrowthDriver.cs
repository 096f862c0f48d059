using IncidentAgent.Specs.Support;
using ServiceLevels.Load;
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
    private const int Stretches = 20;

    /// <summary>The first stretches, in which code is compiled and compiled again, tell of the start and not of growth.</summary>
    private const int WarmStretches = 4;

    /// <summary>Twice as many alerts may take 2.3 times as long: what is quadratic takes 4 times, and n log n of so many 2.15 times.</summary>
    private const double LinearUpTo = 1.2;

    private readonly List<(double Alerts, double Seconds, double Bytes)> _costs = [];

    public async Task TakeAsync(int alerts, int services, int alertsEach)
    {
        var batch = new Batch(alerts / alertsEach, alertsEach, services);
        var notifications = batch.Count / Stretches;
        for (var stretch = 0; stretch < Stretches; stretch++)
        {
            var (time, bytes) = (process.Process.ProcessorTime, await process.Process.AllocatedBytesAsync());
            for (var index = stretch * notifications; index < (stretch + 1) * notifications; index++)
            {
                (await service.Current.DeliverAsync(batch[index])).Outcome.Should().Be(Outcome.Accepted);
            }

            var sent = notifications * alertsEach;
            _costs.Add((
                (stretch + 0.5) * sent,
                (process.Process.ProcessorTime - time).TotalSeconds / sent,
                (double)(await process.Process.AllocatedBytesAsync() - bytes) / sent));
        }

        _costs.RemoveRange(0, WarmStretches);
    }

    public void ProcessorTimeIsLinear()
    {
        log.Say($"processor time of an alert: {string.Join(", ", _costs.Select(cost => Si.Duration(TimeSpan.FromSeconds(cost.Seconds))))}");
        var growth = GrowthExponent.Of([.. _costs.Select(cost => (cost.Alerts, cost.Seconds))]);
        objectives.Fact(
            Promise.Of("power of their number with which the processor time of all alerts grows", Quantity.Ratio, Relation.AtMost, LinearUpTo), 1 + growth.Exponent, _costs.Count);
    }

    public void AllocationVariesBy(double fraction)
    {
        log.Say($"memory allocated for an alert: {string.Join(", ", _costs.Select(cost => Si.Size((long)cost.Bytes)))}");
        objectives.Fact(
            Promise.Of("most memory allocated for an alert, over the least", Quantity.Ratio, Relation.AtMost, 1 + fraction),
            _costs.Max(cost => cost.Bytes) / _costs.Min(cost => cost.Bytes),
            _costs.Count);
    }
}
