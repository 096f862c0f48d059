using IncidentAgent.StandIns;
using IncidentAgent.Tests.Support;
using Fault = IncidentAgent.StandIns.Fault;

namespace IncidentAgent.Tests.EndToEnd;

/// <summary>Killed at each point between taking an alert and having told everybody. The stand-ins hold the agent exactly there.</summary>
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
        await duty.StartHereAsync();
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
        await duty.StartHereAsync();
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
        await duty.StartHereAsync();
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
        await duty.StartProcessAsync();
        duty.Slack.Faults.Set(new Fault.HangAfterAccepting());
        await duty.DeliverAsync(Firing);
        await BothHaveARequestAsync(duty);

        await duty.KillAgentAsync();
        Recover(duty);
        await duty.StartHereAsync();
        await duty.EverythingIsToldAsync();

        duty.Slack.Messages.Should().HaveCount(2);
        duty.Slack.Messages.Select(message => message.Key).Distinct().Should().ContainSingle("a reader can tell that they are one");
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
