using IncidentAgent.Specs.Support;
using ServiceLevels.Load;
using ServiceLevels.Objectives;
using ServiceLevels.Statistics;

namespace IncidentAgent.Specs.Drivers;

/// <summary>
/// How long a service that was killed takes to its first alert, beside one that has nothing to remember: both are started by turns, so that whatever else the
/// machine does meets both.
/// </summary>
public sealed class RecoveryDriver(ProcessDriver process, TrafficDriver traffic, ObjectivesDriver objectives, SamplingPolicy sampling)
{
    private readonly List<(double Back, double New)> _pairs = [];
    private ReadOnlyMemory<byte> _notification;

    /// <summary>What it is sent when it is back it has to remember: each alert is part of an incident already.</summary>
    public async Task KillAndStartByTurnsAsync()
    {
        _notification = traffic.Sent[^1].Batch[0];
        await process.Process.KillAsync();
        await traffic.RepeatAsync("start to first alert", sampling.Pairs, MeasurePairAsync);
        await process.StartAgainAsync();
    }

    public Task TakesAtMostAsync(double times) => objectives.JudgeAsync(
        Promise.Of("time to the first alert over that of a service that has nothing to remember", Quantity.Ratio, Relation.AtMost, times),
        () => Comparison.Of(_pairs),
        traffic.OnceMoreAsync);

    private async Task<Measurement> MeasurePairAsync()
    {
        var one = await process.StartAndSendAsync(process.EmptyFolder(), _notification);
        var back = await process.StartAndSendAsync(process.Folder, _notification);
        _pairs.Add((back.TotalTime.TotalSeconds, one.TotalTime.TotalSeconds));
        return back;
    }
}
