using IncidentAgent.Alerts;
using IncidentAgent.Incidents;
using IncidentAgent.Notifications;
using static IncidentAgent.Tests.Incidents.Lives;
using Route = IncidentAgent.Notifications.Route;

namespace IncidentAgent.Tests.Incidents;

public sealed class EscalatingTests
{
    private const string Slack = "slack:ops";

    [Fact]
    public void Nobody_acknowledges_and_the_next_are_told_once()
    {
        var lives = Escalating();
        lives.Deliver(Noon, Alert("HighCPU"));
        lives.Newest.Steps[StepKind.Escalate].DueAt.Should().Be(Noon.AddMinutes(10));

        lives.Run(StepKind.Escalate, new StepResult.Done(), Noon.AddMinutes(10));

        lives.Changes.Announcements.Should().ContainSingle()
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

        var claimed = lives.Claim(Slack, Noon)!;
        lives.Settle(Slack, claimed, new DeliveryOutcome.Refused("invalid_auth"), Noon);

        lives.Changes.Announcements.Select(row => (row.Destination, row.State))
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

        lives.Changes.Announcements.Should().ContainSingle().Which.Destination.Should().Be("pagerduty:boss");
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
        var lives = new Lives { Policy = new Lives().Policy with { Route = (incident, _) => incident.Severity is Severity.Critical ? urgent : patient } };
        lives.Deliver(Noon, Alert("SlowDisk", severity: "warning"));

        lives.Deliver(Noon.AddMinutes(10), Alert("DiskFull"));

        lives.Newest.Steps[StepKind.Escalate].DueAt.Should().Be(Noon.AddMinutes(15));
    }

    [Fact]
    public void Others_are_told_also_where_the_third_attempt_never_came_back()
    {
        var lives = Escalating();
        lives.Deliver(Noon, Alert("HighCPU"));
        lives.Settle(Slack, lives.Claim(Slack, Noon)!, new DeliveryOutcome.Retry("down"), Noon);
        lives.Settle(Slack, lives.Claim(Slack, Noon.AddHours(1))!, new DeliveryOutcome.Retry("down"), Noon.AddHours(1));
        lives.Claim(Slack, Noon.AddHours(2));

        lives.Settle(Slack, lives.Claim(Slack, Noon.AddHours(3))!, new DeliveryOutcome.Retry("down"), Noon.AddHours(3));

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

        lives.Changes.Announcements.Should().ContainSingle()
            .Which.Should().BeEquivalentTo(new { Destination = "pagerduty:boss", Item = new { Kind = AnnouncementKind.Escalated } });
    }

    [Fact]
    public void They_are_told_at_once_too_when_the_first_destination_refuses()
    {
        var lives = Escalating(IsOfStorage);
        lives.Deliver(Noon, Of("storage", "SlowDisk"));
        var claimed = lives.Claim(Slack, Noon)!;
        lives.Deliver(Noon.AddMinutes(1), Of("web", "SlowPage"));

        lives.Settle(Slack, claimed, new DeliveryOutcome.Refused("invalid_auth"), Noon.AddMinutes(1));

        lives.Changes.Announcements.Select(row => row.Destination).Should().Contain("pagerduty:boss");
    }

    [Fact]
    public void Whom_the_rules_name_when_the_wait_is_over_are_told_in_their_place()
    {
        var route = new Route([Slack], TimeSpan.FromMinutes(10), ["pagerduty:day"]);
        var night = route with { EscalateTo = ["pagerduty:night"] };
        var lives = new Lives { Policy = new Lives().Policy with { Route = (_, now) => now < Noon.AddMinutes(5) ? route : night } };
        lives.Deliver(Noon, Alert("HighCPU"));

        lives.Run(StepKind.Escalate, new StepResult.Done(), Noon.AddMinutes(10));

        lives.Changes.Announcements.Should().ContainSingle().Which.Destination.Should().Be("pagerduty:night");
    }

    [Fact]
    public void Whom_the_rules_named_before_it_was_over_are_not_told_when_it_comes_back()
    {
        var lives = Escalating(IsOfStorage);
        lives.Deliver(Noon, Of("storage", "SlowDisk"));
        lives.Deliver(Noon.AddMinutes(1), Of("web", "SlowPage"));
        var claimed = lives.Claim(Slack, Noon.AddMinutes(1))!;
        lives.Do((one, changes) => one.Resolve("ana", Noon.AddMinutes(2), lives.Policy, changes));
        lives.Deliver(Noon.AddMinutes(3), Of("web", "SlowerPage"));
        lives.Incident.Status.Should().Be(IncidentStatus.Open);

        lives.Settle(Slack, claimed, new DeliveryOutcome.Refused("invalid_auth"), Noon.AddMinutes(3));

        lives.Changes.Announcements.Select(row => row.Destination).Should().Equal(Slack);
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
}
