using System.Text.Json;
using IncidentAgent.Incidents;
using IncidentAgent.Investigation;
using IncidentAgent.Notifications;
using IncidentAgent.StandIns;
using Microsoft.Extensions.Time.Testing;

namespace IncidentAgent.Tests.Notifications;

public sealed class SlackChannelTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _slackTime = new(Given.Noon);
    private SlackStandIn _slack = null!;
    private Destination _ops = null!;

    public async Task InitializeAsync()
    {
        _slack = await SlackStandIn.StartAsync(new SlackStandInOptions { Time = _slackTime });
        _ops = Destination.Slack(_slack);
    }

    public async Task DisposeAsync()
    {
        _ops.Dispose();
        await _slack.DisposeAsync();
    }

    [Fact]
    public async Task The_first_announcement_is_a_message_that_carries_its_key()
    {
        var outcome = await _ops.SendAsync(Given.Announcement());

        var message = _slack.Messages.Should().ContainSingle().Subject;
        message.Key.Should().Be(Given.Announcement().Key);
        message.Text.Should().Be(Given.Announcement().Text);
        message.Blocks.Should().NotBeNull();
        outcome.Should().Be(new DeliveryOutcome.Delivered($"C0000000001/{message.Ts}"));
    }

    [Fact]
    public async Task An_update_changes_the_message_in_place_and_adds_no_reply()
    {
        var receipt = await OpenAsync();

        var outcome = await _ops.SendAsync(Given.Announcement(AnnouncementKind.Updated) with { Receipt = receipt });

        outcome.Should().Be(new DeliveryOutcome.Delivered());
        var message = _slack.Messages.Should().ContainSingle().Subject;
        message.Edits.Should().Be(1);
        message.Text.Should().Contain("Updated");
        message.Replies.Should().BeEmpty();
        message.Key.Should().Be(Given.Announcement().Key, "an update must not hide what the message is known by");
    }

    [Theory]
    [InlineData(AnnouncementKind.Acknowledged)]
    [InlineData(AnnouncementKind.Escalated)]
    [InlineData(AnnouncementKind.Reopened)]
    [InlineData(AnnouncementKind.Resolved)]
    [InlineData(AnnouncementKind.Stuck)]
    public async Task Every_other_change_updates_the_message_and_is_told_in_its_thread(AnnouncementKind kind)
    {
        var receipt = await OpenAsync();

        await _ops.SendAsync(Given.Announcement(kind) with { Receipt = receipt });

        var message = _slack.Messages.Should().ContainSingle().Subject;
        message.Edits.Should().Be(1);
        message.Replies.Should().ContainSingle().Which.Text.Should().Be($"{kind}: Checkout answers slowly");
    }

    [Fact]
    public async Task An_incident_whose_message_is_in_a_channel_that_was_given_up_gets_one_in_the_new_channel()
    {
        var outcome = await _ops.SendAsync(Given.Announcement(AnnouncementKind.Resolved) with { Receipt = "C0000000009/1700000000.000001" });

        outcome.Should().BeOfType<DeliveryOutcome.Delivered>().Which.Receipt.Should().StartWith("C0000000001/");
    }

    [Fact]
    public async Task A_message_that_somebody_deleted_is_posted_anew()
    {
        var outcome = await _ops.SendAsync(Given.Announcement(AnnouncementKind.Resolved) with { Receipt = "C0000000001/1700000000.000001" });

        var message = _slack.Messages.Should().ContainSingle().Subject;
        outcome.Should().Be(new DeliveryOutcome.Delivered($"C0000000001/{message.Ts}"));
    }

    [Fact]
    public async Task Too_many_messages_are_tried_again_when_slack_says_so()
    {
        await SendsUntilTheBurstIsUsedUpAsync(_ops);

        var outcome = await _ops.SendAsync(Given.Announcement());

        outcome.Should().BeOfType<DeliveryOutcome.Retry>().Which.After.Should().Be(TimeSpan.FromSeconds(3));
        _slack.Ledger.Exchanges[^1].Answer!.Status.Should().Be(429);
    }

    [Fact]
    public async Task The_rate_limit_is_understood_when_it_comes_as_200_too()
    {
        await using var polite = await SlackStandIn.StartAsync(new SlackStandInOptions { Time = _slackTime, LimitsPolitely = true });
        using var ops = Destination.Slack(polite);
        await SendsUntilTheBurstIsUsedUpAsync(ops);

        var outcome = await ops.SendAsync(Given.Announcement());

        outcome.Should().BeOfType<DeliveryOutcome.Retry>().Which.After.Should().Be(TimeSpan.FromSeconds(3));
        polite.Ledger.Exchanges[^1].Answer!.Status.Should().Be(200);
    }

    [Theory]
    [InlineData("C0000000009", "xoxb-stand-in", "channel_not_found")]
    [InlineData("C0000000001", "xoxb-revoked", "invalid_auth")]
    public async Task An_error_that_will_not_pass_is_refused_by_name(string channel, string token, string error)
    {
        using var ops = Destination.Slack(_slack, channel, token);

        var outcome = await ops.SendAsync(Given.Announcement());

        outcome.Should().Be(new DeliveryOutcome.Refused($"Slack answered {error}"));
    }

    [Theory]
    [InlineData("service_unavailable", typeof(DeliveryOutcome.Retry))]
    [InlineData("ratelimited", typeof(DeliveryOutcome.Retry))]
    [InlineData("internal_error", typeof(DeliveryOutcome.Unknown))]
    [InlineData("fatal_error", typeof(DeliveryOutcome.Unknown))]
    [InlineData("is_archived", typeof(DeliveryOutcome.Refused))]
    [InlineData("an_error_of_next_year", typeof(DeliveryOutcome.Refused))]
    public async Task What_an_error_means_depends_on_whether_it_can_pass(string error, Type meaning)
    {
        _slack.Faults.Set(new Fault.Refuse(200, $$"""{"ok":false,"error":"{{error}}"}"""));

        var outcome = await _ops.SendAsync(Given.Announcement());

        outcome.Should().BeOfType(meaning);
    }

    [Theory]
    [InlineData(500, typeof(DeliveryOutcome.Retry))]
    [InlineData(503, typeof(DeliveryOutcome.Retry))]
    [InlineData(504, typeof(DeliveryOutcome.Unknown))]
    [InlineData(403, typeof(DeliveryOutcome.Refused))]
    public async Task What_a_status_means_depends_on_whether_it_can_pass(int status, Type meaning)
    {
        _slack.Faults.Set(new Fault.Refuse(status));

        (await _ops.SendAsync(Given.Announcement())).Should().BeOfType(meaning);
    }

    [Fact]
    public async Task An_answer_that_is_not_json_leaves_open_whether_it_arrived()
    {
        _slack.Faults.Set(new Fault.Refuse(200, "<html>captive portal</html>"));

        (await _ops.SendAsync(Given.Announcement())).Should().BeOfType<DeliveryOutcome.Unknown>();
    }

    [Fact]
    public async Task Without_an_answer_in_time_it_is_unknown_whether_it_arrived()
    {
        _slack.Faults.Set(new Fault.Hang());

        var outcome = await _ops.SendUntilTimeoutAsync(Given.Announcement(), _slack);

        outcome.Should().Be(new DeliveryOutcome.Unknown("no answer within 10 s"));
    }

    [Fact]
    public async Task An_attempt_that_is_cancelled_is_unknown_and_does_not_throw()
    {
        using var stop = new CancellationTokenSource();
        _slack.Faults.Set(new Fault.Hang());

        var sending = _ops.SendAsync(Given.Announcement(), stop.Token);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await _slack.Ledger.WaitForAsync(ledger => ledger.Count == 1, deadline.Token);
        await stop.CancelAsync();

        (await sending).Should().BeOfType<DeliveryOutcome.Unknown>();
    }

    [Fact]
    public async Task When_nobody_listens_it_is_tried_again()
    {
        await _slack.GoDownAsync();

        (await _ops.SendAsync(Given.Announcement())).Should().BeOfType<DeliveryOutcome.Retry>();

        await _slack.ComeBackAsync();
        (await _ops.SendAsync(Given.Announcement())).Should().BeOfType<DeliveryOutcome.Delivered>();
    }

    [Fact]
    public async Task A_message_whose_answer_was_lost_is_found_and_not_posted_twice()
    {
        _slack.Faults.Set(new Fault.DropReply(), times: 1);
        var first = await _ops.SendAsync(Given.Announcement());

        var second = await _ops.SendAsync(Given.Announcement() with { MayHaveArrived = true });

        first.Should().BeOfType<DeliveryOutcome.Unknown>();
        var message = _slack.Messages.Should().ContainSingle().Subject;
        second.Should().Be(new DeliveryOutcome.Delivered($"C0000000001/{message.Ts}"));
    }

    [Fact]
    public async Task A_message_that_did_not_arrive_is_posted_although_it_might_have()
    {
        await _ops.SendAsync(Given.Announcement() with { Key = "test/INC-000041/there/1" });

        await _ops.SendAsync(Given.Announcement() with { MayHaveArrived = true });

        _slack.Messages.Should().HaveCount(2);
    }

    [Fact]
    public async Task Where_the_history_may_not_be_read_a_message_may_appear_twice_but_never_not_at_all()
    {
        await using var closed = await SlackStandIn.StartAsync(new SlackStandInOptions { Time = _slackTime, MayReadHistory = false });
        using var ops = Destination.Slack(closed);
        closed.Faults.Set(new Fault.DropReply(), times: 1);
        await ops.SendAsync(Given.Announcement());

        var second = await ops.SendAsync(Given.Announcement() with { MayHaveArrived = true });

        second.Should().BeOfType<DeliveryOutcome.Delivered>();
        closed.Messages.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_reply_whose_answer_was_lost_is_found_in_the_thread_and_not_posted_twice()
    {
        var resolved = Given.Announcement(AnnouncementKind.Resolved) with { Receipt = await OpenAsync() };
        _slack.Faults.Set(new Fault.DropReply(), times: 1, path: "chat.postMessage");
        (await _ops.SendAsync(resolved)).Should().BeOfType<DeliveryOutcome.Unknown>();

        var second = await _ops.SendAsync(resolved with { MayHaveArrived = true });

        second.Should().Be(new DeliveryOutcome.Delivered());
        _slack.Messages.Should().ContainSingle().Which.Replies.Should().ContainSingle();
    }

    [Fact]
    public async Task No_outcome_tells_the_token()
    {
        _slack.Faults.Set(new Fault.DropReply());

        var outcome = await _ops.SendAsync(Given.Announcement());

        outcome.ToString().Should().NotContain("xoxb");
    }

    [Fact]
    public async Task The_largest_message_we_write_is_taken()
    {
        var filler = new string('&', 3000);
        var evidence = Enumerable.Repeat(Given.Evidence(filler, filler, $"https://example.test/{new string('a', 500)}"), 30).ToList();
        var incident = Given.Incident with { Title = filler, Services = [filler], AcknowledgedAt = Given.Noon, AcknowledgedBy = filler, StuckSteps = [StepKind.Investigate] };
        incident = incident with { Findings = Given.Findings(evidence, new MissingEvidence(filler, filler), new MissingEvidence("loki", filler)) };

        var outcome = await _ops.SendAsync(Given.Announcement(incident: incident) with { Text = filler });

        outcome.Should().BeOfType<DeliveryOutcome.Delivered>();
        _slack.Messages.Single().Blocks!.Value.ValueKind.Should().Be(JsonValueKind.Array);
    }

    private async Task<string> OpenAsync() => ((DeliveryOutcome.Delivered)await _ops.SendAsync(Given.Announcement())).Receipt!;

    private static async Task SendsUntilTheBurstIsUsedUpAsync(Destination ops)
    {
        for (var sent = 0; sent < new SlackStandInOptions().Burst; sent++)
        {
            await ops.SendAsync(Given.Announcement());
        }
    }
}
