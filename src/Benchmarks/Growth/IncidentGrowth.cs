using Benchmarks.Load;
using Benchmarks.Subjects;

namespace Benchmarks.Growth;

/// <summary>What an agent with so many incidents is like.</summary>
/// <param name="Incidents">So many are open.</param>
/// <param name="Opening">Of each incident, with one alert.</param>
/// <param name="Cost">Of each further alert, when all of them are open and nothing waits any longer.</param>
/// <param name="ResidentBytes">Of its process.</param>
/// <param name="FileBytes">Of its folder.</param>
internal sealed record IncidentStep(int Incidents, Cost Opening, Cost Cost, double ResidentBytes, long FileBytes);

/// <summary>The same number of alerts over more and more incidents, each time in a new agent.</summary>
/// <param name="scratch">Where the agents store.</param>
/// <param name="progress">Where is told how far it has come.</param>
internal sealed class IncidentGrowth(Scratch scratch, TextWriter progress)
{
    /// <summary>Over how many further alerts the cost is taken.</summary>
    public const int FurtherAlerts = 20_000;

    private static readonly TimeSpan SettleWithin = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly DateTimeOffset _startsAt = DateTimeOffset.UtcNow;

    public async Task<IReadOnlyList<IncidentStep>> RunAsync(int most, CancellationToken cancellation)
    {
        List<IncidentStep> steps = [];
        foreach (var incidents in Steps.OfTen(1, most))
        {
            progress.WriteLine($"{incidents} incidents");
            var folder = scratch.New();
            var shape = new LoadShape(Alerts: 1, Cost.Connections, incidents);
            await using var agent = await RunningSubject.StartAsync(KnownSubjects.Agent, folder, cancellation);
            var opening = await Cost.OfAsync(agent, shape, part: 0, first: 0, incidents, _startsAt, cancellation);
            await SettleAsync(agent, cancellation);
            var cost = await Cost.OfAsync(agent, shape, part: 1, first: 0, FurtherAlerts, _startsAt, cancellation);
            steps.Add(new IncidentStep(incidents, opening, cost, agent.ResidentBytes, FolderBytes.Count(folder)));
        }

        return steps;
    }

    /// <summary>What opening an incident causes, its investigation and announcement, is not what an alert costs.</summary>
    private static async Task SettleAsync(RunningSubject agent, CancellationToken cancellation)
    {
        for (var waited = TimeSpan.Zero; waited < SettleWithin; waited += LookEvery)
        {
            await Task.Delay(LookEvery, cancellation);
            var metrics = await agent.Client.GetStringAsync("/metrics", cancellation);
            if (OwnMetrics.Read(metrics, "incident_agent_steps_due") is null or 0 && OwnMetrics.Read(metrics, "incident_agent_outbox") is null or 0)
            {
                return;
            }
        }

        throw new BenchmarkFailedException($"The agent still works off the opening of its incidents after {SettleWithin.TotalMinutes} min.");
    }
}
