using System.Net;
using IncidentAgent.StandIns;
using IncidentAgent.Tests.Support;

namespace IncidentAgent.Tests.Telemetry;

/// <summary>In this process, beside the agents of other tests: what an agent counts is its own.</summary>
public sealed class MetricsTests
{
    private static readonly string[] Credentials =
        ["--Access:Credentials:all:Token=0123456789abcdef", "--Access:Credentials:all:Role=Operator", "--Notifications:Webhooks:away:Url=http://127.0.0.1:9/",
            "--Notifications:Webhooks:away:Secret=whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"];

    [Fact]
    public async Task What_happens_is_counted()
    {
        await using var agent = await TestAgent.StartAsync(Credentials);
        await agent.DeliverAsync(Payloads.Group("pay", new MadeAlert("Down"))).JsonAsync(HttpStatusCode.Unauthorized);
        agent.Client.DefaultRequestHeaders.Authorization = new("Bearer", "0123456789abcdef");

        await agent.DeliverAsync(Payloads.Group("pay", new MadeAlert("Down"), new MadeAlert("Slow"))).JsonAsync(HttpStatusCode.Accepted);
        await agent.DeliverAsync(Payloads.Group("pay", new MadeAlert("Down"), new MadeAlert("Hot"))).JsonAsync(HttpStatusCode.Accepted);
        await agent.DeliverAsync("{").JsonAsync(HttpStatusCode.BadRequest);
        await agent.DeliverAsync("""{"alerts":[1,2]}""").JsonAsync(HttpStatusCode.UnprocessableEntity);
        await agent.DeliverAsync("{}").JsonAsync(HttpStatusCode.UnprocessableEntity);

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
        seen["incident_agent_intake_duration_seconds_count", "endpoint=\"alertmanager\"", "outcome=\"accepted\""].Should().Be(2);
        seen["incident_agent_intake_duration_seconds_count", "outcome=\"rejected\""].Should().Be(3);
        seen["incident_agent_intake_duration_seconds_count"].Should().Be(5);
        seen["incident_agent_intake_duration_seconds_sum"].Should().BePositive();
        seen["incident_agent_store_up"].Should().Be(1);
        seen["incident_agent_steps_stuck"].Should().Be(0);
        seen["incident_agent_intake_bytes_in_flight"].Should().Be(0);
        seen["incident_agent_commit_duration_seconds_count"].Should().BeGreaterThan(3).And.Be(seen["incident_agent_commit_batch_size_count"]);
        seen["incident_agent_commit_duration_seconds_sum"].Should().BePositive();
        seen.Text.Should().Contain("# TYPE incident_agent_steps_due gauge").And.Contain("# TYPE incident_agent_commit_batch_size histogram");
    }

    [Fact]
    public async Task The_first_announcement_is_timed_once_an_incident_and_what_waits_is_counted_under_its_destination()
    {
        await using var receiver = await WebhookStandIn.StartAsync();
        await using var agent = await TestAgent.StartAsync(
            $"--Notifications:Webhooks:here:Url={receiver.BaseUrl}", $"--Notifications:Webhooks:here:Secret={new WebhookStandInOptions().Secret}",
            "--Notifications:Slack:ops:Token=xoxb-1", "--Notifications:Slack:ops:Channel=C1", $"--Notifications:Slack:ops:BaseUrl={AgentProcess.FreeUrl()}");

        await agent.DeliverAsync(Payloads.Group("pay", new MadeAlert("Down"))).JsonAsync(HttpStatusCode.Accepted);
        await Eventually.Observe(
            "the first is told, else the second would be told with it", () => Metrics.ScrapeAsync(agent.Client),
            seen => seen["incident_agent_announcement_attempts_total", "destination=\"webhook:here\"", "outcome=\"delivered\""] == 1);
        await agent.DeliverAsync(Payloads.Group("pay", new MadeAlert("Slow"))).JsonAsync(HttpStatusCode.Accepted);

        var seen = await Eventually.Observe(
            "one destination was told of both and waits for nothing, the other waits for another attempt", () => Metrics.ScrapeAsync(agent.Client),
            seen => seen["incident_agent_announcement_attempts_total", "destination=\"webhook:here\"", "outcome=\"delivered\""] == 2
                && seen["incident_agent_announcement_attempts_total", "destination=\"slack:ops\"", "outcome=\"retry\""] >= 1
                && seen["incident_agent_outbox", "destination=\"slack:ops\"", "state=\"pending\""] == 1
                // What waits is counted once a second: the count that is scraped may be older than the last delivery.
                && seen["incident_agent_outbox", "destination=\"webhook:here\"", "state=\"pending\""] == 0);
        seen["incident_agent_first_announcement_delay_seconds_count", "destination=\"webhook:here\""].Should().Be(1);
    }

    [Fact]
    public async Task Of_two_agents_in_one_process_each_counts_its_own()
    {
        await using var busy = await TestAgent.StartAsync();
        await using var idle = await TestAgent.StartAsync();

        await busy.DeliverAsync(Payloads.Group("pay", new MadeAlert("Down"))).JsonAsync(HttpStatusCode.Accepted);

        (await Metrics.ScrapeAsync(busy.Client))["incident_agent_alerts_accepted_total"].Should().Be(1);
        (await Metrics.ScrapeAsync(idle.Client))["incident_agent_alerts_accepted_total"].Should().Be(0);
        (await Metrics.ScrapeAsync(idle.Client))["incident_agent_store_up"].Should().Be(1, "it is one store, not two");
    }
}
