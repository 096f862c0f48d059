using Benchmarks.Load;
using Benchmarks.Subjects;

namespace Benchmarks.Growth;

/// <summary>What an agent is like after so many alerts.</summary>
/// <param name="Alerts">So many in all.</param>
/// <param name="Cost">Of each alert since the step before.</param>
/// <param name="ResidentBytes">Of its process.</param>
/// <param name="FileBytes">Of its folder.</param>
/// <param name="AfterKill">How it comes back after a kill -9.</param>
/// <param name="AfterRestart">How it comes back when the machine was started again; <see langword="null"/> where that cannot be tried.</param>
internal sealed record AlertStep(int Alerts, Cost Cost, double ResidentBytes, long FileBytes, Recovery AfterKill, Recovery? AfterRestart);

/// <summary>More and more alerts of the same incidents, with a kill after each step.</summary>
/// <param name="scratch">Where the agent stores.</param>
/// <param name="progress">Where is told how far it has come.</param>
internal sealed class AlertGrowth(Scratch scratch, TextWriter progress)
{
    public const int Incidents = 64;

    /// <summary>In a request, as a group of Alertmanager's has them.</summary>
    public const int AlertsPerRequest = 20;

    private const int FirstStep = 1000;

    private readonly DateTimeOffset _startsAt = DateTimeOffset.UtcNow;

    public async Task<IReadOnlyList<AlertStep>> RunAsync(int most, CancellationToken cancellation)
    {
        var shape = new LoadShape(AlertsPerRequest, Cost.Connections, Incidents);
        var folder = scratch.New();
        List<AlertStep> steps = [];
        var agent = await RunningSubject.StartAsync(KnownSubjects.Agent, folder, cancellation);
        try
        {
            // What opening an incident causes, its investigation and announcement, is done before the first row.
            await Cost.OfAsync(agent, shape, part: 1, first: 0, Incidents, _startsAt, cancellation);
            await agent.SettleAsync(cancellation);
            var sent = 0;
            foreach (var alerts in Steps.OfTen(FirstStep, most))
            {
                progress.WriteLine($"{alerts} alerts");
                var requests = (alerts - (sent * AlertsPerRequest)) / AlertsPerRequest;
                var cost = await Cost.OfAsync(agent, shape, part: 0, sent, requests, _startsAt, cancellation);
                sent += requests;
                var resident = agent.ResidentBytes;
                await agent.DisposeAsync();

                var bytes = FolderBytes.Count(folder);
                var (afterKill, afterRestart) = await Recovery.OfAsync(folder, scratch, _startsAt, cancellation);
                steps.Add(new AlertStep(alerts, cost, resident, bytes, afterKill, afterRestart));
                agent = await RunningSubject.StartAsync(KnownSubjects.Agent, folder, cancellation);
            }

            return steps;
        }
        finally
        {
            await agent.DisposeAsync();
        }
    }
}
