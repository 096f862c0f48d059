using IncidentAgent.Alerts;
using IncidentAgent.Incidents;
using IncidentAgent.Notifications;
using static IncidentAgent.Tests.Incidents.Lives;
using Route = IncidentAgent.Notifications.Route;

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
        _lives.Changes.Announcements.Values.Single().Should().BeEquivalentTo(new { State = AnnouncementState.Sent, SentAt = Noon, Receipt = "C1/171.2" });
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

        _lives.Changes.Announcements.Values.Single().Should().BeEquivalentTo(new { State = AnnouncementState.Dead, Reason = "channel_not_found" });
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
        _lives.Changes.Announcements.Values.Single().Should().BeEquivalentTo(new { State = AnnouncementState.Dead, Reason = "given up after 1 d: 503" });
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
        _lives.Changes.Announcements.Values.Where(row => row.State is AnnouncementState.Superseded).Select(row => row.Item.Kind)
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
    public void Nobody_acknowledges_and_the_next_are_told_once()
    {
        var lives = Escalating();
        lives.Deliver(Noon, Alert("HighCPU"));
        lives.Newest.Steps[StepKind.Escalate].DueAt.Should().Be(Noon.AddMinutes(10));

        lives.Run(StepKind.Escalate, new StepResult.Done(), Noon.AddMinutes(10));

        lives.Changes.Announcements.Values.Should().ContainSingle()
            .Which.Should().BeEquivalentTo(new { Destination = "pagerduty:boss", Item = new { Kind = AnnouncementKind.Escalated } });
        lives.Newest.Steps.Should().NotContainKey(StepKind.Escalate);
        lives.Incident.EscalatedAt.Should().Be(Noon.AddMinutes(10));
    }

    [Fact]
    public void An_acknowledgement_that_came_first_stops_the_escalation()
    {
        var lives = Escalating();
        lives.Deliver(Noon, Alert("HighCPU"));

        lives.Do((one, changes) => one.Acknowledge("ana", Noon.AddMinutes(9), lives.Policy, changes));

        lives.Newest.Steps.Should().NotContainKey(StepKind.Escalate);
    }

    [Fact]
    public void When_the_first_destination_refuses_the_next_are_told_at_once()
    {
        var lives = Escalating();
        lives.Deliver(Noon, Alert("HighCPU"));

        var claimed = Claim(Noon, lives)!;
        Settle(claimed, new DeliveryOutcome.Refused("invalid_auth"), Noon, lives);

        lives.Changes.Announcements.Values.Select(row => (row.Destination, row.State))
            .Should().BeEquivalentTo([(Slack, AnnouncementState.Dead), ("pagerduty:boss", AnnouncementState.Pending)]);
    }

    [Fact]
    public void The_wait_for_an_acknowledgement_begins_when_the_incident_becomes_so_severe_that_it_escalates()
    {
        var lives = Escalating(incident => incident.Severity is Severity.Critical);
        lives.Deliver(Noon, Alert("SlowDisk", severity: "warning"));
        lives.Newest.Steps.Should().NotContainKey(StepKind.Escalate);

        lives.Deliver(Noon.AddMinutes(5), Alert("DiskFull"));
        lives.Run(StepKind.Escalate, new StepResult.Done(), Noon.AddMinutes(15));

        lives.Changes.Announcements.Values.Should().ContainSingle().Which.Destination.Should().Be("pagerduty:boss");
    }

    [Fact]
    public void A_wait_that_has_begun_goes_on_and_does_not_begin_again_after_it_is_over()
    {
        var lives = Escalating();
        lives.Deliver(Noon, Alert("SlowDisk", severity: "warning"));

        lives.Deliver(Noon.AddMinutes(5), Alert("SlowerDisk", severity: "error"));
        lives.Newest.Steps[StepKind.Escalate].DueAt.Should().Be(Noon.AddMinutes(10));

        lives.Run(StepKind.Escalate, new StepResult.Done(), Noon.AddMinutes(10));
        lives.Deliver(Noon.AddMinutes(15), Alert("DiskFull"));
        lives.Newest.Steps.Should().NotContainKey(StepKind.Escalate);
    }

    [Fact]
    public void A_wait_that_is_over_sooner_takes_the_place_of_one_that_runs()
    {
        var patient = new Route([Slack], TimeSpan.FromHours(4), ["pagerduty:day"]);
        var urgent = new Route([Slack], TimeSpan.FromMinutes(5), ["pagerduty:boss"]);
        var lives = new Lives { Policy = _lives.Policy with { Route = (incident, _) => incident.Severity is Severity.Critical ? urgent : patient } };
        lives.Deliver(Noon, Alert("SlowDisk", severity: "warning"));

        lives.Deliver(Noon.AddMinutes(10), Alert("DiskFull"));

        lives.Newest.Steps[StepKind.Escalate].DueAt.Should().Be(Noon.AddMinutes(15));
    }

    [Fact]
    public void Others_are_told_also_where_the_third_attempt_never_came_back()
    {
        var lives = Escalating();
        lives.Deliver(Noon, Alert("HighCPU"));
        Settle(Claim(Noon, lives)!, new DeliveryOutcome.Retry("down"), Noon, lives);
        Settle(Claim(Noon.AddHours(1), lives)!, new DeliveryOutcome.Retry("down"), Noon.AddHours(1), lives);
        Claim(Noon.AddHours(2), lives);

        Settle(Claim(Noon.AddHours(3), lives)!, new DeliveryOutcome.Retry("down"), Noon.AddHours(3), lives);

        lives.Incident.EscalatedAt.Should().Be(Noon.AddHours(3));
    }

    [Fact]
    public void An_incident_that_becomes_worse_while_somebody_works_on_it_does_not_escalate()
    {
        var lives = Escalating(incident => incident.Severity is Severity.Critical);
        lives.Deliver(Noon, Alert("SlowDisk", severity: "warning"));
        lives.Do((one, changes) => one.Acknowledge("ana", Noon, lives.Policy, changes));

        lives.Deliver(Noon.AddMinutes(5), Alert("DiskFull"));

        lives.Newest.Steps.Should().NotContainKey(StepKind.Escalate);
    }

    [Fact]
    public void Whom_the_rules_named_when_the_wait_began_are_told_also_where_they_name_nobody_any_more()
    {
        var lives = Escalating(IsOfStorage);
        lives.Deliver(Noon, Of("storage", "SlowDisk"));
        lives.Deliver(Noon.AddMinutes(1), Of("web", "SlowPage"));

        lives.Run(StepKind.Escalate, new StepResult.Done(), Noon.AddMinutes(10));

        lives.Changes.Announcements.Values.Should().ContainSingle()
            .Which.Should().BeEquivalentTo(new { Destination = "pagerduty:boss", Item = new { Kind = AnnouncementKind.Escalated } });
    }

    [Fact]
    public void They_are_told_at_once_too_when_the_first_destination_refuses()
    {
        var lives = Escalating(IsOfStorage);
        lives.Deliver(Noon, Of("storage", "SlowDisk"));
        var claimed = Claim(Noon, lives)!;
        lives.Deliver(Noon.AddMinutes(1), Of("web", "SlowPage"));

        Settle(claimed, new DeliveryOutcome.Refused("invalid_auth"), Noon.AddMinutes(1), lives);

        lives.Changes.Announcements.Values.Select(row => row.Destination).Should().Contain("pagerduty:boss");
    }

    [Fact]
    public void Whom_the_rules_name_when_the_wait_is_over_are_told_in_their_place()
    {
        var route = new Route([Slack], TimeSpan.FromMinutes(10), ["pagerduty:day"]);
        var night = route with { EscalateTo = ["pagerduty:night"] };
        var lives = new Lives { Policy = _lives.Policy with { Route = (_, now) => now < Noon.AddMinutes(5) ? route : night } };
        lives.Deliver(Noon, Alert("HighCPU"));

        lives.Run(StepKind.Escalate, new StepResult.Done(), Noon.AddMinutes(10));

        lives.Changes.Announcements.Values.Should().ContainSingle().Which.Destination.Should().Be("pagerduty:night");
    }

    [Fact]
    public void Whom_the_rules_named_before_it_was_over_are_not_told_when_it_comes_back()
    {
        var lives = Escalating(IsOfStorage);
        lives.Deliver(Noon, Of("storage", "SlowDisk"));
        lives.Deliver(Noon.AddMinutes(1), Of("web", "SlowPage"));
        var claimed = Claim(Noon.AddMinutes(1), lives)!;
        lives.Do((one, changes) => one.Resolve("ana", Noon.AddMinutes(2), lives.Policy, changes));
        lives.Deliver(Noon.AddMinutes(3), Of("web", "SlowerPage"));
        lives.Incident.Status.Should().Be(IncidentStatus.Open);

        Settle(claimed, new DeliveryOutcome.Refused("invalid_auth"), Noon.AddMinutes(3), lives);

        lives.Changes.Announcements.Values.Select(row => row.Destination).Should().Equal(Slack);
    }

    [Fact]
    public void A_step_that_keeps_failing_is_stuck_and_says_so_to_people()
    {
        _lives.Deliver(Noon, Alert("HighCPU"));

        for (var attempt = 1; attempt <= 3; attempt++)
        {
            _lives.Run(StepKind.Investigate, new StepResult.Failed("boom"), Noon.AddMinutes(attempt));
        }

        _lives.Newest.Steps[StepKind.Investigate].Should().BeEquivalentTo(new { Stuck = true, Attempts = 3, Error = "boom" });
        _lives.Incident.StuckSteps.Should().Equal(StepKind.Investigate);
        _lives.Changes.Announcements.Values.Should().OnlyContain(row => row.Item.Kind == AnnouncementKind.Stuck).And.HaveCount(2);
        _lives.Newest.BeginStep(StepKind.Investigate, Noon.AddDays(1), TimeSpan.FromMinutes(1)).Should().BeNull();
    }

    [Fact]
    public void A_closed_incident_leaves_no_stuck_investigation_behind_that_nobody_could_set_going()
    {
        A_step_that_keeps_failing_is_stuck_and_says_so_to_people();
        _lives.Do((one, changes) => one.Resolve("ana", Noon.AddHours(1), _lives.Policy, changes));

        _lives.Run(StepKind.Close, new StepResult.Done(), Noon.AddHours(2));

        _lives.Newest.Steps.Should().NotContainKey(StepKind.Investigate);
        _lives.Incident.StuckSteps.Should().BeEmpty();
    }

    [Fact]
    public void A_run_that_was_overtaken_neither_escalates_nor_ends_the_new_wait()
    {
        var lives = Escalating();
        lives.Deliver(Noon, Alert("HighCPU"));
        lives.Do((one, _) => one.BeginStep(StepKind.Escalate, Noon.AddMinutes(10), TimeSpan.FromMinutes(1))!.Value.Next);
        lives.Deliver(Noon.AddMinutes(10), Over("HighCPU"));
        lives.Deliver(Noon.AddMinutes(10), Alert("HighCPU", startsAt: Noon.AddMinutes(9)));

        lives.Do((one, changes) => one.EndStep(StepKind.Escalate, new StepResult.Done(), Noon.AddMinutes(10), lives.Policy, changes));

        lives.Incident.EscalatedAt.Should().BeNull();
        lives.Newest.Steps[StepKind.Escalate].DueAt.Should().Be(Noon.AddMinutes(20));
    }

    [Fact]
    public void A_person_sets_a_stuck_step_going_again()
    {
        A_step_that_keeps_failing_is_stuck_and_says_so_to_people();

        _lives.Do((one, _) => one.Reinvestigate(Noon.AddHours(1)));

        _lives.Incident.StuckSteps.Should().BeEmpty();
        _lives.Incident.HasBeenStuck.Should().BeTrue("people were told, and are told when it is over");
        _lives.Newest.Steps[StepKind.Investigate].Should().BeEquivalentTo(new { Stuck = false, Attempts = 0, DueAt = Noon.AddHours(1) });
    }

    [Fact]
    public void A_step_that_never_came_back_from_its_last_attempt_is_stuck_but_not_while_it_may_still_run()
    {
        var lease = TimeSpan.FromMinutes(1);
        _lives.Deliver(Noon, Alert("HighCPU"));
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            _lives.Newest.GiveUpLost(StepKind.Investigate, Noon.AddHours(attempt), lease, _lives.Policy, new Changes()).Should().BeNull();
            _lives.Do((one, _) => one.BeginStep(StepKind.Investigate, Noon.AddHours(attempt), lease)!.Value.Next);
        }

        _lives.Newest.GiveUpLost(StepKind.Investigate, Noon.AddHours(3).AddSeconds(59), lease, _lives.Policy, new Changes()).Should().BeNull();
        _lives.Do((one, changes) => one.GiveUpLost(StepKind.Investigate, Noon.AddHours(4), lease, _lives.Policy, changes)!);

        _lives.Newest.Steps[StepKind.Investigate].Should().BeEquivalentTo(new { Stuck = true, Attempts = 3 });
        _lives.Changes.Announcements.Values.Should().OnlyContain(row => row.Item.Kind == AnnouncementKind.Stuck).And.HaveCount(2);
    }

    [Fact]
    public void A_step_under_way_is_begun_again_only_when_it_has_not_come_back()
    {
        _lives.Deliver(Noon, Alert("HighCPU"));
        _lives.Do((one, _) => one.BeginStep(StepKind.Investigate, Noon, TimeSpan.FromMinutes(1))!.Value.Next);

        _lives.Newest.BeginStep(StepKind.Investigate, Noon.AddSeconds(59), TimeSpan.FromMinutes(1)).Should().BeNull();
        _lives.Newest.BeginStep(StepKind.Investigate, Noon.AddSeconds(61), TimeSpan.FromMinutes(1))!.Value.Begun.Attempts.Should().Be(2);
    }

    private static bool IsOfStorage(Incident incident) => incident.CommonLabels.GetValueOrDefault("team") == "storage";

    private static Alert Of(string team, string name) =>
        Alert(name) with { Labels = new Dictionary<string, string>(Alert(name).Labels) { ["team"] = team } };

    private static Lives Escalating(Func<Incident, bool>? when = null)
    {
        var route = new Route([Slack], TimeSpan.FromMinutes(10), ["pagerduty:boss"]);
        var lives = new Lives();
        return new Lives
        {
            Policy = lives.Policy with
            {
                Route = (incident, _) => when?.Invoke(incident) is false ? route with { EscalateAfter = null, EscalateTo = [] } : route,
            },
        };
    }

    private Outgoing? Claim(DateTimeOffset now, Lives? lives = null)
    {
        lives ??= _lives;
        Outgoing? claimed = null;
        lives.Do((one, changes) =>
        {
            var claim = one.Claim(Slack, now, changes);
            claimed = claim?.Claimed;
            return claim?.Next ?? one;
        });
        return claimed;
    }

    private void Settle(Outgoing claimed, DeliveryOutcome outcome, DateTimeOffset now, Lives? lives = null)
    {
        lives ??= _lives;
        lives.Do((one, changes) => one.Settle(Slack, claimed.Row, outcome, now, lives.Policy, changes));
    }
}
