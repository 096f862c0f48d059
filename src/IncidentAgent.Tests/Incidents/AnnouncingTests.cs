using IncidentAgent.Incidents;
using IncidentAgent.Notifications;
using static IncidentAgent.Tests.Incidents.Lives;

namespace IncidentAgent.Tests.Incidents;

public sealed class AnnouncingTests
{
    private const string Slack = "slack:ops";
    private readonly Lives _lives = new();

    [Fact]
    public void A_claimed_announcement_is_not_claimed_again()
    {
        _lives.Deliver(Noon, Alert("HighCPU"));

        Claim(Noon).Should().NotBeNull();

        Claim(Noon).Should().BeNull();
        _lives.Newest.Lanes[Slack].NextAt.Should().BeAfter(Noon);
    }

    [Fact]
    public void One_whose_sender_has_not_come_back_is_sent_again_and_may_have_arrived()
    {
        _lives.Deliver(Noon, Alert("HighCPU"));
        var lost = Claim(Noon)!;

        Claim(Noon.AddMinutes(2).AddSeconds(-1)).Should().BeNull();
        var again = Claim(Noon.AddMinutes(2))!;

        again.Should().BeEquivalentTo(new { lost.Row, Attempts = 2, MayHaveArrived = true });
        Claim(Noon.AddMinutes(4).AddSeconds(-1)).Should().BeNull();
        Settle(again, new DeliveryOutcome.Delivered(), Noon.AddMinutes(2));
        _lives.Newest.Lanes[Slack].Waiting.Should().BeEmpty();
    }

    [Fact]
    public void What_was_delivered_leaves_its_receipt_for_the_next()
    {
        _lives.Deliver(Noon, Alert("HighCPU"));

        Settle(Claim(Noon)!, new DeliveryOutcome.Delivered("C1/171.2"), Noon);

        _lives.Newest.Lanes[Slack].Should().BeEquivalentTo(new { Receipt = "C1/171.2", NextAt = (DateTimeOffset?)null });
        _lives.Changes.Announcements.Single().Should().BeEquivalentTo(new { State = AnnouncementState.Sent, SentAt = Noon, Receipt = "C1/171.2" });
        _lives.Changes.Timeline.Single().Entry.Kind.Should().Be(TimelineKind.Announced);
    }

    [Fact]
    public void A_failed_attempt_is_made_again_after_a_while()
    {
        _lives.Deliver(Noon, Alert("HighCPU"));

        Settle(Claim(Noon)!, new DeliveryOutcome.Retry("503"), Noon);

        _lives.Newest.Lanes[Slack].NextAt.Should().Be(Noon.AddSeconds(1));
        Claim(Noon.AddSeconds(0.5)).Should().BeNull();
        Claim(Noon.AddSeconds(1)).Should().BeEquivalentTo(new { Attempts = 2, MayHaveArrived = false });
    }

    [Fact]
    public void A_destinations_own_word_on_when_counts_and_costs_no_attempt()
    {
        _lives.Deliver(Noon, Alert("HighCPU"));

        Settle(Claim(Noon)!, new DeliveryOutcome.Retry("rate limited", TimeSpan.FromSeconds(30)), Noon);

        _lives.Newest.Lanes[Slack].NextAt.Should().Be(Noon.AddSeconds(30));
        Claim(Noon.AddSeconds(30)).Should().BeEquivalentTo(new { Attempts = 1 });
    }

    [Fact]
    public void An_attempt_without_an_answer_may_have_arrived()
    {
        _lives.Deliver(Noon, Alert("HighCPU"));

        Settle(Claim(Noon)!, new DeliveryOutcome.Unknown("no answer"), Noon);

        Claim(Noon.AddSeconds(1)).Should().BeEquivalentTo(new { MayHaveArrived = true });
    }

    [Fact]
    public void A_refused_announcement_is_kept_as_a_dead_letter_with_its_reason()
    {
        _lives.Deliver(Noon, Alert("HighCPU"));

        Settle(Claim(Noon)!, new DeliveryOutcome.Refused("channel_not_found"), Noon);

        _lives.Changes.Announcements.Single().Should().BeEquivalentTo(new { State = AnnouncementState.Dead, Reason = "channel_not_found" });
        _lives.Newest.Lanes[Slack].Waiting.Should().BeEmpty();
        _lives.Changes.Timeline.Single().Entry.Kind.Should().Be(TimelineKind.AnnouncementFailed);
    }

    [Fact]
    public void What_cannot_be_delivered_for_a_day_is_given_up()
    {
        _lives.Deliver(Noon, Alert("HighCPU"));

        Settle(Claim(Noon.AddHours(23))!, new DeliveryOutcome.Retry("503"), Noon.AddHours(23));
        _lives.Newest.Lanes[Slack].Waiting.Should().ContainSingle();

        Settle(Claim(Noon.AddHours(24))!, new DeliveryOutcome.Retry("503"), Noon.AddHours(24));
        _lives.Changes.Announcements.Single().Should().BeEquivalentTo(new { State = AnnouncementState.Dead, Reason = "given up after 1 d: 503" });
    }

    [Fact]
    public void The_latest_state_collapses_and_the_first_word_does_not()
    {
        _lives.Deliver(Noon, Alert("HighCPU"));
        _lives.Deliver(Noon, Alert("HighMemory"));
        _lives.Do((one, changes) => one.Acknowledge("ana", Noon, _lives.Policy, changes));
        _lives.Do((one, changes) => one.Resolve("ana", Noon, _lives.Policy, changes));

        var first = Claim(Noon)!;
        first.Kind.Should().Be(AnnouncementKind.Opened);
        _lives.Changes.Announcements.Where(row => row.State is AnnouncementState.Superseded).Select(row => row.Item.Kind)
            .Should().Equal(AnnouncementKind.Acknowledged);

        Settle(first, new DeliveryOutcome.Delivered("receipt"), Noon);
        var second = Claim(Noon)!;
        second.Kind.Should().Be(AnnouncementKind.Resolved);

        Settle(second, new DeliveryOutcome.Delivered(), Noon);
        _lives.Newest.Lanes[Slack].Should().BeEquivalentTo(new { Receipt = "receipt", NextAt = (DateTimeOffset?)null });
    }

    [Fact]
    public void An_update_does_not_swallow_an_acknowledgement()
    {
        _lives.Deliver(Noon, Alert("HighCPU"));
        Settle(Claim(Noon)!, new DeliveryOutcome.Delivered("receipt"), Noon);
        _lives.Do((one, changes) => one.Acknowledge("ana", Noon, _lives.Policy, changes));
        _lives.Deliver(Noon, Alert("HighMemory"));

        Claim(Noon)!.Kind.Should().Be(AnnouncementKind.Acknowledged);
    }

    [Fact]
    public void A_destination_that_does_not_want_updates_has_none_to_wait_for()
    {
        var lives = new Lives { Policy = _lives.Policy with { HearsUpdates = destination => destination == Slack } };
        lives.Deliver(Noon, Alert("HighCPU"));
        foreach (var destination in lives.Newest.Lanes.Keys)
        {
            lives.Settle(destination, lives.Claim(destination, Noon)!, new DeliveryOutcome.Delivered(), Noon);
        }

        lives.Deliver(Noon, Alert("HighMemory"));

        lives.Newest.Lanes.Where(lane => !lane.Value.Waiting.IsEmpty).Select(lane => lane.Key).Should().Equal(Slack);
    }

    [Fact]
    public void Dead_letters_that_are_tried_again_are_told_once_more_and_that_somebody_works_on_it()
    {
        _lives.Deliver(Noon, Alert("HighCPU"));
        Settle(Claim(Noon)!, new DeliveryOutcome.Refused("channel_not_found"), Noon);
        var dead = Dead();
        _lives.Do((one, changes) => one.Acknowledge("ana", Noon, _lives.Policy, changes));
        Settle(Claim(Noon)!, new DeliveryOutcome.Delivered(), Noon);

        _lives.Do((one, changes) => one.RetryDeadLetters(dead, "ana", Noon.AddDays(2), _lives.Policy, changes));

        Rows(AnnouncementState.Superseded).Should().Equal(AnnouncementKind.Opened);
        Rows(AnnouncementState.Pending).Should().Equal(AnnouncementKind.Opened, AnnouncementKind.Acknowledged);
        _lives.Do((one, changes) => one.RetryDeadLetters(dead, "ben", Noon.AddDays(2), _lives.Policy, changes));
        Rows(AnnouncementState.Pending).Should().BeEmpty("both wait already");
        Settle(Claim(Noon.AddDays(2))!, new DeliveryOutcome.Retry("503"), Noon.AddDays(2));
        _lives.Newest.Lanes[Slack].Waiting.Should().HaveCount(2, "it has all its time anew");
    }

    [Fact]
    public void Of_an_incident_that_is_over_a_dead_letter_that_is_tried_again_says_that_it_is()
    {
        _lives.Deliver(Noon, Alert("HighCPU"));
        Settle(Claim(Noon)!, new DeliveryOutcome.Refused("channel_not_found"), Noon);
        var dead = Dead();
        _lives.Do((one, changes) => one.Resolve("ana", Noon, _lives.Policy, changes));
        Settle(Claim(Noon)!, new DeliveryOutcome.Delivered(), Noon);

        _lives.Do((one, changes) => one.RetryDeadLetters(dead, "ana", Noon.AddDays(2), _lives.Policy, changes));

        Rows(AnnouncementState.Pending).Should().Equal(AnnouncementKind.Resolved);
        _lives.Newest.Steps[StepKind.WriteUp].DueAt.Should().Be(Noon.AddDays(2));
    }

    [Fact]
    public void A_dead_letter_that_is_dismissed_is_sent_to_nobody()
    {
        _lives.Deliver(Noon, Alert("HighCPU"));
        Settle(Claim(Noon)!, new DeliveryOutcome.Refused("channel_not_found"), Noon);
        var dead = Dead();

        _lives.Do((one, changes) => one.DismissDeadLetters(dead, "ana", Noon, changes));

        Rows(AnnouncementState.Dismissed).Should().Equal(AnnouncementKind.Opened);
        _lives.Changes.Timeline.Should().ContainSingle().Which.Entry.Should()
            .BeEquivalentTo(new { Text = "Dismissed what was not told to slack:ops", Actor = "ana" });
        Claim(Noon.AddDays(2)).Should().BeNull();
    }

    /// <summary>Those of the last change, as the store has them.</summary>
    private List<AnnouncementRecord> Dead() =>
    [
        .. _lives.Changes.Announcements.Where(row => row.State is AnnouncementState.Dead).Select(row => new AnnouncementRecord
        {
            Row = row.Item.Row,
            Incident = row.Incident,
            Destination = row.Destination,
            Kind = row.Item.Kind,
            Text = row.Item.Text,
            State = row.State,
            CreatedAt = row.Item.CreatedAt,
        }),
    ];

    private IEnumerable<AnnouncementKind> Rows(AnnouncementState state) =>
        _lives.Changes.Announcements.Where(row => row.State == state).Select(row => row.Item.Kind);

    private Outgoing? Claim(DateTimeOffset now) => _lives.Claim(Slack, now);

    private void Settle(Outgoing claimed, DeliveryOutcome outcome, DateTimeOffset now) => _lives.Settle(Slack, claimed, outcome, now);
}
