using System.Net;
using System.Text;
using IncidentAgent.Tests.Support;

namespace IncidentAgent.Tests.Telemetry;

/// <summary>In a process of its own: OpenTelemetry listens to every meter of a process, whichever agent of the tests it belongs to.</summary>
public sealed class MetricsTests
{
    private static readonly string[] Credentials =
        ["--Access:Credentials:all:Token=0123456789abcdef", "--Access:Credentials:all:Role=Operator", "--Notifications:Webhooks:away:Url=http://127.0.0.1:9/",
            "--Notifications:Webhooks:away:Secret=whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"];

    [Fact]
    public async Task What_happens_is_counted()
    {
        using var directory = new TemporaryDirectory();
        await using var agent = await AgentProcess.StartAsync(directory.Path, Credentials);
        await DeliverAsync(agent, Payloads.Group("pay", new MadeAlert("Down")), HttpStatusCode.Unauthorized);
        agent.Client.DefaultRequestHeaders.Authorization = new("Bearer", "0123456789abcdef");

        await DeliverAsync(agent, Payloads.Group("pay", new MadeAlert("Down"), new MadeAlert("Slow")), HttpStatusCode.Accepted);
        await DeliverAsync(agent, Payloads.Group("pay", new MadeAlert("Down"), new MadeAlert("Hot")), HttpStatusCode.Accepted);
        await DeliverAsync(agent, "{", HttpStatusCode.BadRequest);
        await DeliverAsync(agent, """{"alerts":[1,2]}""", HttpStatusCode.UnprocessableEntity);
        await DeliverAsync(agent, "{}", HttpStatusCode.UnprocessableEntity);

        var seen = await Eventually.Observe(
            "a failed attempt to tell was counted", () => Metrics.ScrapeAsync(agent.Client),
            seen => seen["incident_agent_announcement_attempts_total", "destination=\"webhook:away\""] > 0
                && seen["incident_agent_outbox", "destination=\"webhook:away\"", "state=\"pending\""] > 0);
        seen["incident_agent_alerts_accepted_total"].Should().Be(3);
        seen["incident_agent_alerts_duplicate_total"].Should().Be(1);
        seen["incident_agent_alerts_quarantined_total"].Should().Be(3);
        seen["incident_agent_requests_refused_total", "status=\"401\""].Should().Be(1);
        seen["incident_agent_requests_refused_total", "status=\"400\""].Should().Be(1);
        seen["incident_agent_requests_refused_total", "status=\"422\""].Should().Be(2);
        seen["incident_agent_store_up"].Should().Be(1);
        seen["incident_agent_steps_stuck"].Should().Be(0);
        seen["incident_agent_intake_bytes_in_flight"].Should().Be(0);
        seen["incident_agent_commit_duration_seconds_count"].Should().BeGreaterThan(3).And.Be(seen["incident_agent_commit_batch_size_count"]);
        seen["incident_agent_commit_duration_seconds_sum"].Should().BePositive();
        seen.Text.Should().Contain("# TYPE incident_agent_steps_due gauge").And.Contain("# TYPE incident_agent_commit_batch_size histogram");
    }

    [Fact]
    public async Task The_time_to_the_first_announcement_is_measured_once_an_incident()
    {
        using var directory = new TemporaryDirectory();
        await using var agent = await AgentProcess.StartAsync(directory.Path);

        await DeliverAsync(agent, Payloads.Group("pay", new MadeAlert("Down")), HttpStatusCode.Accepted);
        await DeliverAsync(agent, Payloads.Group("pay", new MadeAlert("Slow")), HttpStatusCode.Accepted);

        var seen = await Eventually.Observe(
            "both announcements went out", () => Metrics.ScrapeAsync(agent.Client),
            seen => seen["incident_agent_announcement_attempts_total", "destination=\"console\"", "outcome=\"delivered\""] == 2);
        seen["incident_agent_first_announcement_delay_seconds_count", "destination=\"console\""].Should().Be(1);
    }

    [Fact]
    public async Task What_waits_for_a_destination_is_counted_under_its_name()
    {
        using var directory = new TemporaryDirectory();
        await using var agent = await AgentProcess.StartAsync(
            directory.Path, "--Notifications:Slack:ops:Token=xoxb-1", "--Notifications:Slack:ops:Channel=C1",
            $"--Notifications:Slack:ops:BaseUrl={AgentProcess.FreeUrl()}");

        await DeliverAsync(agent, Payloads.Group("pay", new MadeAlert("Down")), HttpStatusCode.Accepted);

        await Eventually.Observe(
            "the announcement waits for another attempt", () => Metrics.ScrapeAsync(agent.Client),
            seen => seen["incident_agent_outbox", "destination=\"slack:ops\"", "state=\"pending\""] == 1
                && seen["incident_agent_announcement_attempts_total", "destination=\"slack:ops\"", "outcome=\"retry\""] >= 1);
    }

    [Fact]
    public async Task At_64_connections_more_than_five_commits_share_a_transaction_on_average()
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
                await DeliverAsync(agent, Payloads.Group($"service-{connection}-{number}", new MadeAlert("Down")), HttpStatusCode.Accepted);
            }
        }));

        var after = await Eventually.Observe(
            "the scrape holds every delivery", () => Metrics.ScrapeAsync(agent.Client),
            seen => seen["incident_agent_alerts_accepted_total"] == Connections * DeliveriesEach);
        var commits = after["incident_agent_commit_batch_size_sum"] - before["incident_agent_commit_batch_size_sum"];
        var transactions = after["incident_agent_commit_batch_size_count"] - before["incident_agent_commit_batch_size_count"];
        (commits / transactions).Should().BeGreaterThan(5, $"{commits} commits took {transactions} transactions");
    }

    private static async Task DeliverAsync(AgentProcess agent, string payload, HttpStatusCode expected)
    {
        using var answer = await agent.Client.PostAsync("/webhook/alertmanager", new StringContent(payload, Encoding.UTF8, "application/json"));
        answer.StatusCode.Should().Be(expected);
    }
}
