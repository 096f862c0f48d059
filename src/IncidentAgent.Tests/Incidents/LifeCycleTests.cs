using IncidentAgent.Alerts;
using IncidentAgent.Incidents;
using IncidentAgent.Notifications;
using static IncidentAgent.Tests.Incidents.Lives;

namespace IncidentAgent.Tests.Incidents;

public sealed class LifeCycleTests
{
    private readonly Lives _lives = new();

    [Fact]
    public void A_firing_alert_opens_an_incident_that_owes_evidence_and_announcements()
    {
        var observed = _lives.Deliver(Noon, Alert("HighCPU"));

        observed.Should().Equal(new Observed(new IncidentId(1), IncidentStatus.Open, 1, 0));
        _lives.Incident.Should().BeEquivalentTo(new { Title = "HighCPU is bad", Severity = Severity.Critical, FiringAlerts = 1, ResolvedAlerts = 0 });
        _lives.Incident.Services.Should().Equal("payments");
        _lives.Newest.Steps.Should().ContainKey(StepKind.Investigate).WhoseValue.DueAt.Should().Be(Noon);
        _lives.Newest.Lanes.Keys.Should().BeEquivalentTo("slack:ops", "pagerduty:primary");
        _lives.Newest.Lanes.Values.Should().OnlyContain(lane => lane.NextAt == Noon);
    }

    [Fact]
    public void A_redelivery_changes_nothing_and_is_counted_as_such()
    {
        _lives.Deliver(Noon, Alert("HighCPU"), Alert("HighMemory"));
        var before = _lives.Track;

        var observed = _lives.Deliver(Noon.AddSeconds(5), Alert("HighCPU"), Alert("HighMemory"));

        observed.Should().Equal(new Observed(new IncidentId(1), IncidentStatus.Open, 2, 2));
        (_lives.Track.Cases == before.Cases).Should().BeTrue();
        _lives.Changes.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void A_second_alert_joins_the_incident_that_is_not_over()
    {
        _lives.Deliver(Noon, Alert("HighCPU", severity: "warning"));
        _lives.Deliver(Noon.AddMinutes(1), Alert("HighMemory", severity: "critical"));

        _lives.Track.Cases.Should().ContainSingle();
        _lives.Incident.Should().BeEquivalentTo(new { Severity = Severity.Critical, FiringAlerts = 2 });
        _lives.Incident.CommonLabels.Should().BeEquivalentTo(new Dictionary<string, string> { ["service"] = "payments" });
        _lives.Changes.Timeline.Select(entry => entry.Entry.Kind).Should().Equal(TimelineKind.SeverityRaised);
    }

    [Fact]
    public void It_resolves_with_its_last_alert_and_not_before()
    {
        _lives.Deliver(Noon, Alert("HighCPU"), Alert("HighMemory"));

        _lives.Deliver(Noon.AddMinutes(1), Over("HighCPU"));
        _lives.Incident.Should().BeEquivalentTo(new { Status = IncidentStatus.Open, FiringAlerts = 1, ResolvedAlerts = 1 });

        _lives.Deliver(Noon.AddMinutes(2), Over("HighMemory"));
        _lives.Incident.Should().BeEquivalentTo(new { Status = IncidentStatus.Resolved, FiringAlerts = 0, ResolvedAlerts = 2, ResolvedBy = (string?)null });
        _lives.Newest.Steps.Should().ContainKeys(StepKind.WriteUp, StepKind.Close);
    }

    [Fact]
    public void What_a_delivery_leaves_out_goes_on_firing()
    {
        _lives.Deliver(Noon, Alert("HighCPU"), Alert("HighMemory"));

        _lives.Deliver(Noon.AddMinutes(1), Over("HighCPU"));
        _lives.Deliver(Noon.AddMinutes(2), Over("HighCPU"));

        _lives.Incident.Should().BeEquivalentTo(new { Status = IncidentStatus.Open, FiringAlerts = 1 });
    }

    [Fact]
    public void An_acknowledged_incident_is_resolved_by_its_alerts_all_the_same()
    {
        _lives.Deliver(Noon, Alert("HighCPU"));
        _lives.Do((one, changes) => one.Acknowledge("ana", Noon.AddMinutes(1), _lives.Policy, changes));

        _lives.Deliver(Noon.AddMinutes(2), Over("HighCPU"));

        _lives.Incident.Should().BeEquivalentTo(new { Status = IncidentStatus.Resolved, AcknowledgedBy = "ana" });
    }

    [Fact]
    public void The_end_of_an_alert_never_seen_opens_nothing()
    {
        _lives.Deliver(Noon, Over("HighCPU")).Should().BeEmpty();

        _lives.Track.Cases.Should().BeEmpty();
    }

    [Fact]
    public void A_firing_notice_overtaken_by_its_end_does_not_reopen()
    {
        _lives.Deliver(Noon, Alert("HighCPU"));
        _lives.Deliver(Noon.AddMinutes(1), Over("HighCPU"));

        _lives.Deliver(Noon.AddMinutes(2), Alert("HighCPU"));

        _lives.Incident.Status.Should().Be(IncidentStatus.Resolved);
    }

    [Theory]
    [InlineData(60, 1, IncidentStatus.Resolved)]
    [InlineData(61, 1, IncidentStatus.Open)]
    [InlineData(31 * 60, 2, IncidentStatus.Open)]
    public void One_that_comes_later_says_that_the_alert_fires_again_which_its_sender_had_let_expire(int seconds, long incident, IncidentStatus status)
    {
        _lives.Deliver(Noon, Alert("HighCPU"));
        _lives.Deliver(Noon.AddMinutes(1), Over("HighCPU"));

        var observed = _lives.Deliver(Noon.AddMinutes(1).AddSeconds(seconds), Alert("HighCPU"));

        observed.Should().ContainSingle().Which.Should().Match<Observed>(one => one.Incident.Number == incident && one.Status == status);
        _lives.Incident.FiringAlerts.Should().Be(status is IncidentStatus.Open ? 1 : 0);
        _lives.Deliver(Noon.AddHours(2), Over("HighCPU") with { EndsAt = Noon.AddHours(2) });
        _lives.Incident.Should().BeEquivalentTo(new { Status = IncidentStatus.Resolved, FiringAlerts = 0 });
    }

    [Fact]
    public void The_end_from_before_it_fired_again_is_not_its_end_a_second_time()
    {
        _lives.Deliver(Noon, Alert("HighCPU"));
        _lives.Deliver(Noon.AddMinutes(1), Over("HighCPU"));
        _lives.Deliver(Noon.AddMinutes(5), Alert("HighCPU"));

        _lives.Deliver(Noon.AddMinutes(6), Over("HighCPU"));
        _lives.Incident.Should().BeEquivalentTo(new { Status = IncidentStatus.Open, FiringAlerts = 1, ResolvedAlerts = 1, Reopened = 1 });

        _lives.Deliver(Noon.AddMinutes(7), Over("HighCPU") with { EndsAt = Noon.AddMinutes(7) });
        _lives.Incident.Should().BeEquivalentTo(new { Status = IncidentStatus.Resolved, FiringAlerts = 0, ResolvedAlerts = 2 });
    }

    [Fact]
    public void An_older_episode_never_reopens()
    {
        _lives.Deliver(Noon, Alert("HighCPU", startsAt: Noon));
        _lives.Deliver(Noon.AddMinutes(1), Over("HighCPU", startsAt: Noon));

        _lives.Deliver(Noon.AddMinutes(2), Alert("HighCPU", startsAt: Noon.AddHours(-1)));

        _lives.Incident.Status.Should().Be(IncidentStatus.Resolved);
        _lives.Changes.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void An_end_that_lies_after_our_start_ends_the_episode_though_its_own_start_is_earlier()
    {
        _lives.Deliver(Noon, Alert("HighCPU", startsAt: Noon));

        _lives.Deliver(Noon.AddMinutes(1), Alert("HighCPU", startsAt: Noon.AddSeconds(-5)));
        _lives.Incident.Should().BeEquivalentTo(new { FiringAlerts = 1, ResolvedAlerts = 0 });

        _lives.Deliver(Noon.AddMinutes(10), Over("HighCPU", startsAt: Noon.AddSeconds(-5)));
        _lives.Incident.Status.Should().Be(IncidentStatus.Resolved);

        _lives.Deliver(Noon.AddMinutes(11), Alert("HighCPU", startsAt: Noon));
        _lives.Incident.Status.Should().Be(IncidentStatus.Resolved);
    }

    [Fact]
    public void The_end_of_an_earlier_episode_leaves_the_one_that_fires_alone()
    {
        _lives.Deliver(Noon, Alert("HighCPU", startsAt: Noon));

        _lives.Deliver(Noon.AddMinutes(1), Over("HighCPU", startsAt: Noon.AddHours(-1)));

        _lives.Incident.Should().BeEquivalentTo(new { Status = IncidentStatus.Open, FiringAlerts = 1 });
    }

    [Fact]
    public void A_new_episode_within_the_window_reopens_the_incident()
    {
        _lives.Deliver(Noon, Alert("HighCPU"));
        _lives.Deliver(Noon.AddMinutes(1), Over("HighCPU"));

        var observed = _lives.Deliver(Noon.AddMinutes(30), Alert("HighCPU", startsAt: Noon.AddMinutes(29)));

        observed.Single().Incident.Should().Be(new IncidentId(1));
        _lives.Incident.Should().BeEquivalentTo(new { Status = IncidentStatus.Open, Reopened = 1, FiringAlerts = 1, ResolvedAt = (DateTimeOffset?)null });
        _lives.Newest.Steps.Keys.Should().BeEquivalentTo([StepKind.Investigate]);
    }

    [Fact]
    public void A_new_episode_after_the_window_opens_a_new_incident_even_while_the_old_one_is_still_being_announced()
    {
        _lives.Deliver(Noon, Alert("HighCPU"));
        _lives.Deliver(Noon.AddMinutes(1), Over("HighCPU"));

        var observed = _lives.Deliver(Noon.AddMinutes(31), Alert("HighCPU", startsAt: Noon.AddMinutes(30)));

        observed.Single().Incident.Should().Be(new IncidentId(2));
        _lives.Track.Cases.Select(one => one.Incident.Id.Number).Should().Equal(1, 2);
        _lives.Track.Find(new IncidentId(1))!.Lanes.Values.Should().OnlyContain(lane => lane.Waiting.Count == 2);
    }

    [Fact]
    public void A_new_episode_of_an_alert_that_still_fires_ends_the_old_one()
    {
        _lives.Deliver(Noon, Alert("HighCPU"));

        _lives.Deliver(Noon.AddMinutes(5), Alert("HighCPU", startsAt: Noon.AddMinutes(4)));

        _lives.Incident.Should().BeEquivalentTo(new { Status = IncidentStatus.Open, FiringAlerts = 1, ResolvedAlerts = 1 });
    }

    [Fact]
    public void Changed_annotations_are_refreshed_and_nobody_is_told()
    {
        _lives.Deliver(Noon, Alert("HighCPU"));

        _lives.Deliver(Noon.AddMinutes(1), Alert("HighCPU", summary: "CPU at 99 %"));

        _lives.Changes.Alerts.Single().Alert.Summary.Should().Be("CPU at 99 %");
        _lives.Changes.Announcements.Should().BeEmpty();
        _lives.Changes.Timeline.Should().BeEmpty();
    }

    [Fact]
    public void That_an_alert_is_still_spoken_of_is_written_down_once_an_hour()
    {
        _lives.Deliver(Noon, Alert("HighCPU"));

        _lives.Deliver(Noon.AddMinutes(59), Alert("HighCPU"));
        _lives.Changes.IsEmpty.Should().BeTrue();

        _lives.Deliver(Noon.AddMinutes(60), Alert("HighCPU"));
        _lives.Changes.Alerts.Single().SeenAt.Should().Be(Noon.AddMinutes(60));

        _lives.Deliver(Noon.AddMinutes(61), Alert("HighCPU"));
        _lives.Changes.IsEmpty.Should().BeTrue();
    }

    [Theory]
    [InlineData(59, AlertStatus.Firing, true)]
    [InlineData(60, AlertStatus.Firing, false)]
    [InlineData(59, AlertStatus.Resolved, true)]
    [InlineData(60, AlertStatus.Resolved, false)]
    public void What_was_said_is_recognised_until_it_has_to_be_written_down_again(int minutes, AlertStatus status, bool recognised)
    {
        var alert = Alert("HighCPU", status);
        _lives.Deliver(Noon, Alert("HighCPU"), alert);

        _lives.Track.IncidentOfKnown(Report.Of(alert), Noon.AddMinutes(minutes), _lives.Policy).HasValue.Should().Be(recognised);
    }

    [Fact]
    public void What_says_anything_else_than_is_known_is_not_recognised()
    {
        _lives.Deliver(Noon, Alert("HighCPU"));

        Alert[] others =
        [
            Over("HighCPU"), Alert("HighCPU", summary: "worse"), Alert("HighCPU", severity: "warning"), Alert("HighCPU", startsAt: Noon.AddMinutes(1)),
            Alert("HighMemory"), Alert("HighCPU") with { Source = "another" },
        ];

        others.Should().OnlyContain(other => _lives.Track.IncidentOfKnown(Report.Of(other), Noon, _lives.Policy) == null);
    }

    [Fact]
    public void An_alert_that_is_over_is_remembered_for_as_long_as_was_promised_however_rarely_it_was_written_down()
    {
        _lives.Deliver(Noon, Alert("HighCPU"));
        _lives.Deliver(Noon, Over("HighCPU"));
        _lives.Deliver(Noon.AddMinutes(59), Over("HighCPU"));

        _lives.Track.WithoutForgotten(_lives.Policy.ForgetBefore(Noon.AddMinutes(59).AddDays(7))).Episodes.Should().NotBeEmpty();
        _lives.Track.WithoutForgotten(_lives.Policy.ForgetBefore(Noon.AddMinutes(61).AddDays(7))).Episodes.Should().BeEmpty();
    }

    [Fact]
    public void An_incident_resolved_by_hand_stays_so_while_its_alert_goes_on_firing()
    {
        _lives.Deliver(Noon, Alert("HighCPU"));
        _lives.Do((one, changes) => one.Resolve("ana", Noon.AddMinutes(1), _lives.Policy, changes));

        _lives.Deliver(Noon.AddHours(4), Alert("HighCPU"));

        _lives.Incident.Should().BeEquivalentTo(new { Status = IncidentStatus.Resolved, ResolvedBy = "ana" });
    }

    [Fact]
    public void It_closes_when_its_window_has_passed()
    {
        _lives.Deliver(Noon, Alert("HighCPU"));
        _lives.Deliver(Noon.AddMinutes(1), Over("HighCPU"));

        _lives.Newest.BeginStep(StepKind.Close, Noon.AddMinutes(30), TimeSpan.FromMinutes(1)).Should().BeNull();
        _lives.Run(StepKind.Close, new StepResult.Done(), Noon.AddMinutes(31));

        _lives.Incident.Should().BeEquivalentTo(new { Status = IncidentStatus.Closed, ClosedAt = Noon.AddMinutes(31) });
    }

    [Fact]
    public void One_delivery_may_end_one_alert_and_bring_another()
    {
        _lives.Deliver(Noon, Alert("HighCPU"));

        _lives.Deliver(Noon.AddMinutes(1), Over("HighCPU"), Alert("HighMemory"));

        _lives.Incident.Should().BeEquivalentTo(new { Status = IncidentStatus.Open, FiringAlerts = 1, ResolvedAlerts = 1, Reopened = 0 });
    }

    [Fact]
    public void Updates_that_follow_each_other_closely_become_one()
    {
        _lives.Deliver(Noon, Alert("First"));
        foreach (var destination in _lives.Newest.Lanes.Keys)
        {
            Send(destination, Noon, new DeliveryOutcome.Delivered("receipt"));
        }

        for (var number = 0; number < 100; number++)
        {
            _lives.Deliver(Noon.AddMilliseconds(number), Alert($"Storm{number}"));
        }

        _lives.Newest.Lanes["slack:ops"].Waiting.Should().ContainSingle().Which.Kind.Should().Be(AnnouncementKind.Updated);
    }

    private void Send(string destination, DateTimeOffset now, DeliveryOutcome outcome)
    {
        long row = 0;
        _lives.Do((one, changes) =>
        {
            var (next, claimed) = one.Claim(destination, now, changes)!.Value;
            row = claimed.Row;
            return next;
        });
        _lives.Do((one, changes) => one.Settle(destination, row, outcome, now, _lives.Policy, changes));
    }
}
