using System.Net;
using IncidentAgent.Tests.Support;

namespace IncidentAgent.Tests.Telemetry;

/// <summary>Measured under load, in a process of its own and with the machine to itself.</summary>
[Trait("Category", "performance")]
public sealed class SharedTransactionTests
{
    [Fact]
    public async Task At_64_connections_more_than_two_commits_share_a_flush_on_average()
    {
        const int Connections = 64;
        const int DeliveriesEach = 30;
        using var directory = new TemporaryDirectory();
        await using var agent = await AgentProcess.StartAsync(directory.Path);
        var before = await Metrics.ScrapeAsync(agent.Client);

        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async connection =>
        {
            for (var number = 0; number < DeliveriesEach; number++)
            {
                await agent.DeliverAsync(Payloads.Group($"service-{connection}-{number}", new MadeAlert("Down")), HttpStatusCode.Accepted);
            }
        }));

        var after = await Eventually.Observe(
            "the scrape holds every delivery", () => Metrics.ScrapeAsync(agent.Client),
            seen => seen["incident_agent_alerts_accepted_total"] == Connections * DeliveriesEach);
        var commits = after["incident_agent_commit_batch_size_sum"] - before["incident_agent_commit_batch_size_sum"];
        var transactions = after["incident_agent_commit_batch_size_count"] - before["incident_agent_commit_batch_size_count"];
        (commits / transactions).Should().BeGreaterThan(2, $"{commits} commits took {transactions} flushes");
    }
}
