using IncidentAgent.StandIns;
using IncidentAgent.Tests.Support;
using Fault = IncidentAgent.StandIns.Fault;

namespace IncidentAgent.Tests.EndToEnd;

/// <summary>Killed at each point between taking an alert and having told everybody. The stand-ins hold the agent exactly there.</summary>
[Collection(ProcessTests.Name)]
public sealed class CrashPointTests
{
    private static readonly string Firing = Payloads.Group("payments", new MadeAlert("HighCPU"));

    [Fact]
    public async Task Killed_before_the_first_send_arrives_it_sends_after_the_restart()
    {
        await using var duty = await Duty.BeginAsync();
        await duty.Slack.GoDownAsync();
        await duty.PagerDuty.GoDownAsync();
        await duty.DeliverAsync(Firing);
        await duty.Store.HasAsync(2, "outbox WHERE attempts > 0");

        await duty.KillAgentAsync();
        await duty.Slack.ComeBackAsync();
        await duty.PagerDuty.ComeBackAsync();
        await duty.StartAgentAsync();
        await duty.EverythingIsToldAsync();

        duty.Slack.Messages.Should().ContainSingle();
        duty.PagerDuty.Incidents.Should().ContainSingle().Which.Events.Should().ContainSingle();
    }

    [Fact]
    public async Task Killed_while_a_send_hangs_unaccepted_it_sends_after_the_restart()
    {
        await using var duty = await Duty.BeginAsync();
        duty.Slack.Faults.Set(new Fault.Hang());
        duty.PagerDuty.Faults.Set(new Fault.Hang());
        await duty.DeliverAsync(Firing);
        await BothHaveARequestAsync(duty);

        await duty.KillAgentAsync();
        var held = await duty.Store.ColumnAsync("SELECT state FROM outbox");
        Recover(duty);
        await duty.StartAgentAsync();
        await duty.EverythingIsToldAsync();

        held.Should().Equal("Sending", "Sending");
        duty.Slack.Messages.Should().ContainSingle();
        duty.PagerDuty.Incidents.Should().ContainSingle().Which.Events.Should().ContainSingle();
    }

    [Fact]
    public async Task Killed_between_a_send_and_its_answer_Slack_has_one_message_and_PagerDuty_the_same_key_again()
    {
        await using var duty = await Duty.BeginAsync();
        duty.Slack.Faults.Set(new Fault.HangAfterAccepting());
        duty.PagerDuty.Faults.Set(new Fault.HangAfterAccepting());
        await duty.DeliverAsync(Firing);
        await BothHaveARequestAsync(duty);

        await duty.KillAgentAsync();
        Recover(duty);
        await duty.StartAgentAsync();
        await duty.EverythingIsToldAsync();

        duty.SlackPosts.Should().ContainSingle("the channel's history shows that the message arrived");
        duty.Slack.Messages.Should().ContainSingle();
        (await duty.Store.ColumnAsync("SELECT receipt FROM outbox WHERE destination = 'slack:ops'"))
            .Should().ContainSingle().Which.Should().Contain(duty.Slack.Messages[0].Ts);
        duty.PagerDuty.Ledger.Exchanges.Should().HaveCount(2);
        duty.PagerDuty.Incidents.Should().ContainSingle().Which.Events.Should().HaveCount(2);
    }

    /// <summary>The one duplicate that cannot be excluded: Slack has no idempotency key, and this token may not read what it wrote.</summary>
    [Fact]
    public async Task Without_a_history_to_read_Slack_may_have_the_message_twice_but_never_not_at_all()
    {
        await using var duty = await Duty.PrepareAsync(new SlackStandInOptions { MayReadHistory = false });
        await duty.StartAgentAsync();
        duty.Slack.Faults.Set(new Fault.HangAfterAccepting());
        await duty.DeliverAsync(Firing);
        await BothHaveARequestAsync(duty);

        await duty.KillAgentAsync();
        Recover(duty);
        await duty.StartAgentAsync();
        await duty.EverythingIsToldAsync();

        duty.Slack.Messages.Should().HaveCount(2);
        duty.Slack.Messages.Select(message => message.Key).Distinct().Should().ContainSingle("a reader can tell that they are one");
    }

    [Fact]
    public async Task Killed_while_it_waits_to_escalate_it_escalates_exactly_once()
    {
        await using var duty = await Duty.BeginAsync(
            "--Routing:Rules:0:Destinations:0=slack:ops", "--Routing:Rules:0:EscalateAfter=00:00:04", "--Routing:Rules:0:EscalateTo:0=pagerduty:primary");
        await duty.DeliverAsync(Firing);
        await duty.EverythingIsToldAsync();
        await duty.KillAgentAsync();
        var waiting = await duty.Store.CountAsync("steps WHERE kind = 'Escalate'");
        var paged = duty.PagerDuty.Ledger.Exchanges.Count;

        await duty.StartAgentAsync();
        await duty.Store.HasAsync(1, "outbox WHERE kind = 'Escalated' AND state = 'Sent'");
        await duty.KillAndRestartAsync();
        await duty.Store.HasAsync(0, "steps WHERE kind = 'Escalate'");

        waiting.Should().Be(1);
        paged.Should().Be(0);
        duty.PagerDuty.Ledger.Exchanges.Should().ContainSingle();
        (await duty.Store.CountAsync("timeline WHERE kind = 'Escalated'")).Should().Be(1);
    }

    private static Task BothHaveARequestAsync(Duty duty) => Eventually.Holds(
        "both services have a request that is not answered",
        () => duty.Slack.Ledger.Exchanges.Count > 0 && duty.PagerDuty.Ledger.Exchanges.Count > 0);

    private static void Recover(Duty duty)
    {
        duty.Slack.Faults.Clear();
        duty.PagerDuty.Faults.Clear();
    }
}
