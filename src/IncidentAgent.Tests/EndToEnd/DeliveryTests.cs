using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using IncidentAgent.Tests.Support;
using Fault = IncidentAgent.StandIns.Fault;

namespace IncidentAgent.Tests.EndToEnd;

/// <summary>What becomes of announcements when one of the places they go to is down, busy or says no for good.</summary>
public sealed class DeliveryTests
{
    [Fact]
    public async Task Slack_that_is_down_does_not_hold_up_the_page_and_is_told_when_it_is_back()
    {
        await using var duty = await Duty.BeginHereAsync();
        await duty.Slack.GoDownAsync();

        await duty.DeliverAsync(Payloads.Group("payments", new MadeAlert("HighCPU")));
        await Eventually.Holds("PagerDuty pages", () => duty.PagerDuty.Incidents.Count == 1);
        var toldSlack = await duty.Store.CountAsync("outbox WHERE destination = 'slack:ops' AND state = 'Sent'");
        await duty.Slack.ComeBackAsync();
        await duty.EverythingIsToldAsync();

        toldSlack.Should().Be(0);
        duty.Slack.Messages.Should().ContainSingle();
        duty.PagerDuty.Ledger.Exchanges.Should().ContainSingle();
    }

    [Fact]
    public async Task Slack_that_asks_to_wait_hears_of_nothing_before_the_wait_is_over()
    {
        var wait = TimeSpan.FromSeconds(3);
        await using var duty = await Duty.BeginHereAsync();
        duty.Slack.Faults.Set(new Fault.Refuse(429, RetryAfter: wait), times: 1);
        await duty.DeliverAsync(Payloads.Group("payments", new MadeAlert("HighCPU")));
        await duty.Store.HasAsync(1, "outbox WHERE destination = 'slack:ops' AND reason IS NOT NULL");

        await duty.DeliverAsync(Payloads.Group("checkout", new MadeAlert("HighCPU")));
        await duty.EverythingIsToldAsync();

        var asked = duty.Slack.Ledger.Exchanges[0].At;
        duty.Slack.Ledger.Exchanges.Skip(1).Should().HaveCount(2).And.OnlyContain(call => call.At >= asked + wait);
        duty.Slack.Messages.Should().HaveCount(2);
        (await duty.Store.CountAsync("outbox WHERE destination = 'slack:ops' AND attempts > 1")).Should().Be(0, "having to wait is not a failed attempt");
    }

    [Fact]
    public async Task What_Slack_refuses_for_good_is_a_dead_letter_with_its_reason_and_the_next_people_are_told()
    {
        await using var duty = await Duty.BeginHereAsync(
            "--Routing:Rules:0:Destinations:0=slack:ops", "--Routing:Rules:0:EscalateAfter=01:00:00", "--Routing:Rules:0:EscalateTo:0=pagerduty:primary");
        duty.Slack.Faults.Set(new Fault.Refuse(200, """{"ok":false,"error":"is_archived"}"""));

        await duty.DeliverAsync(Payloads.Group("payments", new MadeAlert("HighCPU")));
        await Eventually.Holds("PagerDuty pages", () => duty.PagerDuty.Incidents.Count == 1);
        await duty.EverythingIsToldAsync();
        var dead = await duty.Client.GetFromJsonAsync<JsonElement>("/api/announcements?state=dead");

        var letter = dead.GetProperty("announcements").EnumerateArray().Should().ContainSingle().Subject;
        letter.GetProperty("destination").GetString().Should().Be("slack:ops");
        letter.GetProperty("reason").GetString().Should().Contain("is_archived");
        (await duty.Store.RowsAsync("SELECT destination, kind, state FROM outbox ORDER BY id")).Should().BeEquivalentTo(
            (string[][])[["slack:ops", "Opened", "Dead"], ["pagerduty:primary", "Escalated", "Sent"]]);
        duty.SlackPosts.Should().ContainSingle("it is not asked again");
    }

    [Fact]
    public async Task A_dead_letter_is_sent_again_when_somebody_asks_for_it_also_long_after_its_incident()
    {
        await using var duty = await Duty.BeginHereAsync("--Incidents:ReopenWindow=00:00:00");
        duty.Slack.Faults.Set(new Fault.Refuse(200, """{"ok":false,"error":"is_archived"}"""));
        await duty.DeliverAsync(Payloads.Group("payments", new MadeAlert("HighCPU")));
        await duty.EverythingIsToldAsync();
        await duty.DeliverAsync(Payloads.Group("payments", new MadeAlert("HighCPU", Firing: false)));
        await duty.Store.HasAsync(1, "incidents WHERE status = 'Closed'");
        await duty.Store.HasAsync(0, "steps WHERE incident = 1");
        await duty.EverythingIsToldAsync();
        await duty.DeliverAsync(Payloads.Group("payments", new MadeAlert("Another")));
        await duty.EverythingIsToldAsync();
        duty.Slack.Faults.Clear();

        await duty.Client.PostAsync("/api/incidents/INC-000001/dead-letters/retry", null).JsonAsync();
        await duty.EverythingIsToldAsync();

        duty.Slack.Messages.Should().ContainSingle().Which.Blocks!.Value.GetRawText().Should().Contain("INC-000001").And.Contain("esolved");
        (await duty.Store.RowsAsync("SELECT kind, state FROM outbox WHERE incident = 1 AND destination = 'slack:ops' ORDER BY id")).Should().BeEquivalentTo(
            (string[][])[["Opened", "Superseded"], ["Resolved", "Superseded"], ["Resolved", "Sent"]]);
        (await duty.Client.PostAsync("/api/incidents/INC-000001/dead-letters/retry", null).ProblemAsync(HttpStatusCode.Conflict))
            .Should().Be("INC-000001 has no dead letter.");
    }

    [Fact]
    public async Task A_dead_letter_that_nobody_needs_any_more_is_dismissed_and_the_agent_is_healthy_again()
    {
        await using var duty = await Duty.BeginHereAsync("--Routing:Rules:0:Destinations:0=slack:ops");
        duty.Slack.Faults.Set(new Fault.Refuse(200, """{"ok":false,"error":"is_archived"}"""));
        await duty.DeliverAsync(Payloads.Group("payments", new MadeAlert("HighCPU")));
        await duty.Store.HasAsync(1, "outbox WHERE state = 'Dead'");
        var before = await duty.Client.GetStringAsync("/health");

        await duty.Client.PostAsync("/api/incidents/INC-000001/dead-letters/dismiss", JsonContent.Create(new { actor = "Ada" })).JsonAsync();

        before.Should().Contain("1 announcement could not be delivered");
        (await duty.Client.GetFromJsonAsync<JsonElement>("/health")).GetProperty("status").GetString().Should().Be("green");
        (await duty.Store.RowsAsync("SELECT state, reason FROM outbox")).Should().BeEquivalentTo((string[][])[["Dismissed", "Slack answered is_archived"]]);
        (await duty.Store.ColumnAsync("SELECT text || ' ' || actor FROM timeline ORDER BY id DESC LIMIT 1")).Should()
            .Equal("Dismissed what was not told to slack:ops Ada");
    }

    [Fact]
    public async Task PagerDuty_has_no_updates_behind_which_a_page_would_wait()
    {
        await using var duty = await Duty.BeginHereAsync();
        await duty.DeliverAsync(Payloads.Group("payments", new MadeAlert("HighCPU")));
        await duty.EverythingIsToldAsync();

        await duty.DeliverAsync(Payloads.Group("payments", new MadeAlert("HighMemory")));
        await duty.EverythingIsToldAsync();

        (await duty.Store.ColumnAsync("SELECT destination FROM outbox WHERE kind = 'Updated'")).Should().Equal("slack:ops");
    }

    [Fact]
    public async Task A_destination_that_does_not_answer_in_time_is_said_to_have_not_answered()
    {
        await using var duty = await Duty.BeginHereAsync("--Notifications:Timeout=00:00:01", "--Routing:Rules:0:Destinations:0=pagerduty:primary");
        duty.PagerDuty.Faults.Set(new Fault.Hang());

        await duty.DeliverAsync(Payloads.Group("payments", new MadeAlert("HighCPU")));
        var ended = await Eventually.Observe(
            "an attempt has ended", () => duty.Store.RowsAsync("SELECT reason, may_have_arrived FROM outbox WHERE reason IS NOT NULL"), rows => rows.Count > 0);

        ended.Should().BeEquivalentTo((string[][])[["no answer within 1 s", "0"]]);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_unpacked_is_no_answer_and_the_message_is_looked_for()
    {
        await using var duty = await Duty.BeginHereAsync("--Routing:Rules:0:Destinations:0=slack:ops");
        duty.Slack.Faults.Set(new Fault.Garble(), times: 1);

        await duty.DeliverAsync(Payloads.Group("payments", new MadeAlert("HighCPU")));
        await duty.EverythingIsToldAsync();

        duty.SlackPosts.Should().ContainSingle();
        (await duty.Store.RowsAsync("SELECT state, attempts, may_have_arrived FROM outbox")).Should().BeEquivalentTo((string[][])[["Sent", "2", "1"]]);
    }
}
