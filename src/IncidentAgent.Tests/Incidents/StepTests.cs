using IncidentAgent.Incidents;
using IncidentAgent.Notifications;
using static IncidentAgent.Tests.Incidents.Lives;

namespace IncidentAgent.Tests.Incidents;

public sealed class StepTests
{
    private readonly Lives _lives = new();

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
        _lives.Changes.Announcements.Should().OnlyContain(row => row.Item.Kind == AnnouncementKind.Stuck).And.HaveCount(2);
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
        _lives.Changes.Announcements.Should().OnlyContain(row => row.Item.Kind == AnnouncementKind.Stuck).And.HaveCount(2);
    }

    [Fact]
    public void A_step_under_way_is_begun_again_only_when_it_has_not_come_back()
    {
        _lives.Deliver(Noon, Alert("HighCPU"));
        _lives.Do((one, _) => one.BeginStep(StepKind.Investigate, Noon, TimeSpan.FromMinutes(1))!.Value.Next);

        _lives.Newest.BeginStep(StepKind.Investigate, Noon.AddSeconds(59), TimeSpan.FromMinutes(1)).Should().BeNull();
        _lives.Newest.BeginStep(StepKind.Investigate, Noon.AddSeconds(61), TimeSpan.FromMinutes(1))!.Value.Begun.Attempts.Should().Be(2);
    }
}
