using Benchmarks.Load;
using Benchmarks.Subjects;

namespace Benchmarks.Growth;

/// <summary>What each alert of a stretch has cost.</summary>
/// <param name="Seconds">By the clock, with <see cref="Connections"/> senders.</param>
/// <param name="ProcessorSeconds">User and system time of the agent.</param>
/// <param name="AllocatedBytes">By the agent; <see langword="null"/> where it does not count.</param>
/// <param name="Errors">Requests that were not answered 2xx.</param>
internal sealed record Cost(double Seconds, double ProcessorSeconds, double? AllocatedBytes, long Errors)
{
    public const int Connections = 16;

    /// <summary>Sends that many requests and sees what they cost.</summary>
    public static async Task<Cost> OfAsync(
        RunningSubject agent, LoadShape shape, int part, int first, int requests, DateTimeOffset startsAt, CancellationToken cancellation)
    {
        var before = await agent.FiguresAsync(cancellation);
        var load = await new ClosedLoop(agent.Target, shape, startsAt).RunAsync(part, first, number => number < first + requests, cancellation);
        var after = await agent.FiguresAsync(cancellation);
        double alerts = (double)requests * shape.Alerts;
        return new Cost(
            load.Seconds / alerts, (after.ProcessorSeconds - before.ProcessorSeconds) / alerts, (after.AllocatedBytes - before.AllocatedBytes) / alerts, load.Errors);
    }
}
