using IncidentAgent.Tests.Support;

namespace IncidentAgent.Tests.EndToEnd;

/// <summary>Whoever is to be told when nobody acknowledges is told, and once, whatever else happens meanwhile.</summary>
public sealed class EscalationTests
{
    [Fact]
    public async Task Killed_while_it_waits_to_escalate_it_escalates_exactly_once()
    {
        await using var duty = await Duty.BeginAsync(
            "--Routing:Rules:0:Destinations:0=slack:ops", "--Routing:Rules:0:EscalateAfter=00:00:06", "--Routing:Rules:0:EscalateTo:0=pagerduty:primary");
        await duty.DeliverAsync(Payloads.Group("payments", new MadeAlert("HighCPU")));
        await duty.EverythingIsToldAsync();
        await duty.KillAgentAsync();
        var waiting = await duty.Store.CountAsync("steps WHERE kind = 'Escalate'");
        var paged = duty.PagerDuty.Ledger.Exchanges.Count;

        await duty.StartProcessAsync();
        await duty.Store.HasAsync(1, "outbox WHERE kind = 'Escalated' AND state = 'Sent'");
        await duty.KillAgentAsync();
        await duty.StartHereAsync();
        await duty.Store.HasAsync(0, "steps WHERE kind = 'Escalate'");

        waiting.Should().Be(1);
        paged.Should().Be(0);
        duty.PagerDuty.Ledger.Exchanges.Should().ContainSingle();
        (await duty.Store.CountAsync("timeline WHERE kind = 'Escalated'")).Should().Be(1);
    }

    /// <summary>More incidents are investigated than there are workers, and none of them gets its answer before the escalation is due.</summary>
    [Fact]
    public async Task A_source_that_hangs_holds_up_no_escalation()
    {
        await using var loki = new LokiStandIn { Fault = new Fault.Hang() };
        await using var duty = await Duty.BeginHereAsync(
            $"--Loki:Url={loki.Url}", "--Investigation:SourceTimeout=00:01:00", "--Investigation:Deadline=00:02:00",
            "--Routing:Rules:0:Destinations:0=slack:ops", "--Routing:Rules:0:EscalateAfter=00:00:01", "--Routing:Rules:0:EscalateTo:0=pagerduty:primary");

        foreach (var service in Enumerable.Range(1, 20))
        {
            await duty.DeliverAsync(Payloads.Group($"service-{service}", new MadeAlert("HighCPU")));
        }

        await Eventually.Holds("all are escalated", () => duty.PagerDuty.Incidents.Count == 20);
        (await duty.Store.CountAsync("findings")).Should().Be(0, "no investigation has ended");
    }
}
