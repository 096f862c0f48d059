using System.Diagnostics;
using IncidentAgent.Specs.Support;
using IncidentAgent.Tests.Support;
using ServiceLevels.Load;
using ServiceLevels.Objectives;

namespace IncidentAgent.Specs.Drivers;

/// <summary>Stops a process for a while under load, and looks whether the figures show it.</summary>
public sealed class StallDriver(ProcessDriver process, ServiceDriver service, TrafficDriver traffic, ObjectivesDriver objectives)
{
    private static readonly TimeSpan Load = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(1);

    private Task<Measurement>? _arriving;
    private long _firstStarted;
    private int _sentBefore;
    private int _sent;
    private (long From, long To) _stall;

    /// <summary>Alerts begin to arrive and go on in the background.</summary>
    public void Begin(double perSecond)
    {
        var arrivals = Arrivals.AtRate.For(perSecond, Load);
        var batch = new Batch(arrivals.Total);
        _arriving = LoadGenerator.RunAsync(arrivals, (index, token) => SendAsync(batch, index, token));
        _sentBefore = (int)(perSecond * Before.TotalSeconds);
    }

    public async Task StallAsync(TimeSpan time)
    {
        await Eventually.Holds("alerts have arrived for a while", () => Volatile.Read(ref _sent) >= _sentBefore);
        var from = Stopwatch.GetTimestamp();
        _stall = (from, await process.Process.StallAsync(time));
        traffic.Keep("intake", [await _arriving!]);
    }

    /// <summary>Those that were due while it stood still, by whose latency they were answered only when it went on.</summary>
    public void DelayedAtLeast(int alerts)
    {
        var measured = traffic.Repetitions[0];
        var (from, to) = (Since(_stall.From), Since(_stall.To));
        var delayed = measured.Samples.Count(sample => sample.Planned >= from && sample.Planned < to && sample.Planned + sample.Response >= to);
        objectives.Fact(Promise.Of("alerts delayed by the stall", Quantity.Count, Relation.AtLeast, alerts), delayed, measured.Count);

        TimeSpan Since(long timestamp) => measured.Samples[0].Started + Stopwatch.GetElapsedTime(_firstStarted, timestamp);
    }

    private async Task<Outcome> SendAsync(Batch batch, int index, CancellationToken cancellation)
    {
        if (index == 0)
        {
            _firstStarted = Stopwatch.GetTimestamp();
        }

        Interlocked.Increment(ref _sent);
        return (await service.Current.DeliverAsync(batch[index], cancellation)).Outcome;
    }
}
