using IncidentAgent.Incidents;
using IncidentAgent.Notifications;
using IncidentAgent.StandIns;

namespace IncidentAgent.Tests.Notifications;

public sealed class PagerDutyChannelTests : IAsyncLifetime
{
    private static readonly Incident Over = Given.Incident with { Status = IncidentStatus.Resolved, ResolvedAt = Given.Noon };

    private PagerDutyStandIn _pagerDuty = null!;
    private Destination _primary = null!;

    public async Task InitializeAsync()
    {
        _pagerDuty = await PagerDutyStandIn.StartAsync();
        _primary = Destination.PagerDuty(_pagerDuty);
    }

    public async Task DisposeAsync()
    {
        _primary.Dispose();
        await _pagerDuty.DisposeAsync();
    }

    [Fact]
    public async Task An_incident_is_triggered_acknowledged_and_resolved_under_one_key()
    {
        await _primary.SendAsync(Given.Announcement());
        await _primary.SendAsync(Given.Announcement(AnnouncementKind.Acknowledged));
        await _primary.SendAsync(Given.Announcement(AnnouncementKind.Resolved, Over));

        var incident = _pagerDuty.Incidents.Should().ContainSingle().Subject;
        incident.DedupKey.Should().Be(Given.IncidentKey);
        incident.Status.Should().Be("resolved");
        incident.Events.Select(one => one.Text("event_action")).Should().Equal("trigger", "acknowledge", "resolve");
    }

    [Fact]
    public async Task A_trigger_says_what_is_wrong_where_and_how_bad_with_links()
    {
        await _primary.SendAsync(Given.Announcement());

        var trigger = _pagerDuty.Incidents.Single().Events.Single();
        var payload = trigger.GetProperty("payload");
        payload.Text("summary").Should().Be("INC-000042: Checkout answers slowly");
        payload.Text("source").Should().Be("checkout");
        payload.Text("severity").Should().Be("critical");
        trigger.Text("client_url").Should().Be("https://agent.example/incidents/INC-000042");
        trigger.GetProperty("links").EnumerateArray().Select(link => link.Text("text")).Should().Equal("Runbook", "INC-000042");
    }

    [Theory]
    [InlineData(AnnouncementKind.Updated)]
    [InlineData(AnnouncementKind.Escalated)]
    public async Task More_about_an_incident_that_is_over_opens_nothing(AnnouncementKind kind)
    {
        var outcome = await _primary.SendAsync(Given.Announcement(kind, Over));

        outcome.Should().BeOfType<DeliveryOutcome.Delivered>();
        _pagerDuty.Ledger.Exchanges.Should().BeEmpty();
    }

    [Fact]
    public async Task A_step_given_up_pages_separately_and_is_resolved_with_its_incident_though_it_was_set_going_again()
    {
        await _primary.SendAsync(Given.Announcement());
        await _primary.SendAsync(Given.Announcement(AnnouncementKind.Acknowledged));
        await _primary.SendAsync(Given.Announcement(AnnouncementKind.Stuck));

        _pagerDuty.Incidents.Select(incident => incident.Status).Should().Equal("acknowledged", "triggered");

        await _primary.SendAsync(Given.Announcement(AnnouncementKind.Resolved, Over with { HasBeenStuck = true }));

        _pagerDuty.Incidents.Should().OnlyContain(incident => incident.Status == "resolved");
    }

    [Fact]
    public async Task A_step_given_up_after_the_incident_is_over_pages_nobody_for_nobody_would_resolve_it()
    {
        await _primary.SendAsync(Given.Announcement(AnnouncementKind.Stuck, Over with { StuckSteps = [StepKind.WriteUp] }));

        _pagerDuty.Incidents.Should().BeEmpty();
    }

    [Fact]
    public async Task A_reopened_incident_is_a_new_page()
    {
        await _primary.SendAsync(Given.Announcement());
        await _primary.SendAsync(Given.Announcement(AnnouncementKind.Resolved, Over));
        await _primary.SendAsync(Given.Announcement(AnnouncementKind.Reopened));

        _pagerDuty.Incidents.Select(incident => incident.Status).Should().Equal("resolved", "triggered");
    }

    [Fact]
    public async Task What_pagerduty_finds_wrong_is_told()
    {
        _pagerDuty.Faults.Set(new Fault.Refuse(400, """{"status":"invalid event","message":"Event object is invalid","errors":["'payload' is missing"]}"""));

        var outcome = await _primary.SendAsync(Given.Announcement());

        outcome.Should().Be(new DeliveryOutcome.Refused("PagerDuty answered 400: Event object is invalid; 'payload' is missing"));
    }

    [Fact]
    public async Task The_hundred_and_twenty_first_event_in_a_minute_waits_half_a_minute()
    {
        for (var sent = 0; sent < 120; sent++)
        {
            (await _primary.SendAsync(Given.Announcement())).Should().BeOfType<DeliveryOutcome.Delivered>();
        }

        var outcome = await _primary.SendAsync(Given.Announcement());

        outcome.Should().BeOfType<DeliveryOutcome.Retry>().Which.After.Should().Be(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_wait_that_pagerduty_names_is_kept()
    {
        _pagerDuty.Faults.Set(new Fault.Refuse(429, RetryAfter: TimeSpan.FromSeconds(7)));

        var outcome = await _primary.SendAsync(Given.Announcement());

        outcome.Should().BeOfType<DeliveryOutcome.Retry>().Which.After.Should().Be(TimeSpan.FromSeconds(7));
    }

    [Theory]
    [InlineData(500, typeof(DeliveryOutcome.Retry))]
    [InlineData(503, typeof(DeliveryOutcome.Retry))]
    [InlineData(404, typeof(DeliveryOutcome.Refused))]
    [InlineData(302, typeof(DeliveryOutcome.Refused))]
    public async Task Only_what_can_pass_is_tried_again(int status, Type meaning)
    {
        _pagerDuty.Faults.Set(new Fault.Refuse(status));

        (await _primary.SendAsync(Given.Announcement())).Should().BeOfType(meaning);
    }

    [Fact]
    public async Task An_event_whose_answer_was_lost_is_simply_sent_again_and_changes_nothing()
    {
        _pagerDuty.Faults.Set(new Fault.HangAfterAccepting(), times: 1);
        var first = await _primary.SendUntilTimeoutAsync(Given.Announcement(), _pagerDuty);

        await _primary.SendAsync(Given.Announcement());

        first.Should().Be(new DeliveryOutcome.Retry("no answer within 10 s"));
        _pagerDuty.Incidents.Should().ContainSingle();
    }
}
