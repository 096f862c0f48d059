using IncidentAgent.Alerts;
using IncidentAgent.Incidents;
using IncidentAgent.Investigation;
using IncidentAgent.Investigation.Remediation;
using IncidentAgent.Investigation.RootCause;
using IncidentAgent.Postmortems;
using IncidentAgent.Tests.Notifications;

namespace IncidentAgent.Tests.Postmortems;

public sealed class PostmortemDraftTests
{
    private static readonly IncidentRecord Payments = Records.Payments;

    [Fact]
    public void The_sections_stand_in_reading_order_and_root_causes_are_not_made_up()
    {
        var document = PostmortemDraft.Write(Payments, 3, Records.Written, Records.StaleAfter);

        document.Sections.Select(section => section.Heading).Should().Equal(
            "Summary", "Timeline", "Root causes", "Impact", "Detection", "Resolution", "Remediation", "Action items", "Notes", "Evidence", "Metrics");
        document.Should().Match<PostmortemDocument>(d => d.Incident == new IncidentId(42) && d.Revision == 3 && d.WrittenAt == Records.Written);
        document.Title.Should().Be("INC-000042: CPU usage above 90%");
        Section(Payments, "Root causes").Should().Be("Not established.");
        Section(Payments, "Remediation").Should().Be("Nothing was suggested.");
        document.ToMarkdown().Should().StartWith("# INC-000042: CPU usage above 90%\n\n## Summary\n\nCritical incident on payments: CPU usage above 90%\n");
    }

    [Fact]
    public void Every_metric_is_a_difference_of_two_recorded_instants() =>
        Section(Payments, "Metrics").Should().Be("""
            | Metric | Value |
            |---|---|
            | Time to detect (first alert's start to its arrival) | 15 s |
            | Time to announce (arrival to first delivery) | 1.3 s |
            | Time to acknowledge (arrival to acknowledgement) | 1 min 30 s |
            | Time to resolve (arrival to resolution) | 4 min 12 s |
            | Alerts | 2 |
            | Times opened again | 0 |
            """);

    [Fact]
    public void A_metric_whose_instants_are_not_recorded_is_left_out()
    {
        var unheard = Payments with
        {
            Incident = Payments.Incident with { AcknowledgedAt = null, ResolvedAt = null, StartedAt = Records.Opened + TimeSpan.FromSeconds(5) },
            Announcements = [Records.Announced("slack:ops", AnnouncementState.Pending, null)],
        };

        Section(unheard, "Metrics").Should().Be("""
            | Metric | Value |
            |---|---|
            | Alerts | 2 |
            | Times opened again | 0 |
            """);
        Section(unheard, "Detection").Should().Contain("the two clocks disagree").And.Contain("No announcement was delivered.");
        Section(unheard, "Resolution").Should().Be("Not resolved when this was written.");
    }

    [Fact]
    public void What_was_suggested_is_shown_as_suggested_and_what_is_left_to_do_names_the_cause()
    {
        var action = new RemediationAction
        {
            Id = "roll-back",
            Title = "Roll payments back",
            Causes = ["deployment regression in payments"],
            Risk = Risk.Low,
            Duration = TimeSpan.FromMinutes(10),
            Prerequisites = ["Nobody deploys"],
            Steps = [new("Go back", "kubectl rollout undo deployment/'a|b'"), new("Wait")],
            Rollback = [new("Deploy again")],
            Watch = ["Errors"],
            Runbook = "https://runbooks.example.com/back",
        };
        var analysis = new Analysis
        {
            Certainty = Certainty.Likely,
            Because = "It explains most.",
            Symptom = Signal.Latency,
            Causes = [new("payments", CauseCategory.DeploymentRegression, 0.82, "It is slow.", ["prometheus-1"])],
        };
        var findings = new Findings(Records.Opened, Records.Opened, [], [])
        {
            Analysis = analysis,
            Actions = [.. Enumerable.Range(1, 4).Select(n => action with { Title = $"{action.Title} {n}" })],
            Summary = new([new("It is slow.", ["prometheus-1"])]) { WordedBy = "wordsmith-1" },
        };
        var record = Payments with { Incident = Payments.Incident with { Findings = findings } };

        Section(record, "Remediation").Should().StartWith("""
            Suggestions for a person to weigh: the agent carries none of them out. Whether any was done is not recorded.

            **Roll payments back 1 (low risk, about 10 min)** For deployment regression in payments.

            Before:

            - Nobody deploys

            Steps:

            - Go back: `kubectl rollout undo deployment/'a|b'`
            - Wait

            To undo it:

            - Deploy again

            Watch:

            - Errors

            [Runbook](<https://runbooks.example.com/back>)

            **Roll payments back 2
            """).And.EndWith("Also suggested:\n\n- Roll payments back 4 (low risk, about 10 min)");
        Section(record, "Action items").Should().Be(
            "- Keep it from coming back: remove the cause, payments (deployment regression), explains 82 % of the added latency.");
        Section(record, "Summary").Should().EndWith("It is slow. \\[prometheus-1\\] (Worded by wordsmith-1.)");
        Section(record with { Incident = record.Incident with { Findings = findings with { Analysis = analysis with { Certainty = Certainty.Inconclusive, WouldChange = ["A trace."] } } } }, "Action items")
            .Should().Be("- Establish the root cause: the investigation was inconclusive. What would help: A trace.");
    }

    [Fact]
    public void The_timeline_names_who_did_what_at_which_time_in_UTC() =>
        Section(Payments, "Timeline").Should().Be("""
            | Time (UTC) | What happened | Who |
            |---|---|---|
            | 2026-11-23 12:17:20 | Opened by HighCPU | agent |
            | 2026-11-23 12:18:50 | Acknowledged | ana |
            | 2026-11-23 12:21:32 | The last alert was resolved | agent |
            """);

    [Fact]
    public void Impact_says_what_nobody_recorded() =>
        Section(Payments, "Impact").Should().Be("""
            - Affected services: payments.
            - 2 alerts took part.
            - Duration: 4 min 27 s from the first alert's start, 2026-11-23 12:17:05 UTC by its sender's clock.
            - Labels that all its alerts have in common: `alertname=HighCPU`, `service=payments`.
            - Not recorded: failed or slow requests, users affected.
            """);

    [Fact]
    public void An_incident_that_went_well_has_no_action_items() =>
        Section(Payments, "Action items").Should().Be("None recorded.");

    [Fact]
    public void Action_items_are_what_went_wrong_on_the_record()
    {
        var troubled = Payments with
        {
            Incident = Payments.Incident with
            {
                AcknowledgedAt = null,
                EscalatedAt = Records.Opened,
                Reopened = 1,
                RunbookUrl = null,
                StuckSteps = [StepKind.Investigate],
                Findings = new(Records.Opened, Records.Opened, [], [new("loki", "no answer within 5 s")]),
            },
            Alerts = [Records.Alert("web-1", AlertStatus.Firing) with { LastSeen = Records.Written - TimeSpan.FromHours(25) }, Payments.Alerts[1]],
            Announcements = [Records.Announced("slack:ops", AnnouncementState.Dead, null, "channel_not_found")],
        };

        Section(troubled, "Action items").Should().Be("""
            - Gather evidence by hand: the investigation was given up after its last attempt.
            - Repair slack:ops: 1 announcement never arrived there, the last time because: channel\_not\_found.
            - Make loki answer: it gave no evidence (no answer within 5 s).
            - Check who is told and whether they are reached: nobody acknowledged the incident since it was last opened again.
            - Find out why nobody acknowledged it before it was escalated.
            - Find out why it came back: it was opened again 1 time after being resolved.
            - Check 1 stale alert, not resolved and unheard of for 1 d or longer (HighCPU).
            - Write a runbook: no runbook was linked (HighCPU).
            """);
    }

    [Fact]
    public void Evidence_shows_what_was_asked_and_which_source_is_missing()
    {
        var found = new Evidence
        {
            Id = "prometheus-1",
            Source = "prometheus",
            Title = "CPU of payments",
            Query = "rate(cpu{service=\"payments\"}[5m]) > 0.9",
            From = Records.Opened - TimeSpan.FromMinutes(30),
            To = Records.Opened,
            Value = "highest 0.97",
            Link = "http://prometheus.example.com/graph?g0.expr=up",
            Warnings = ["partial answer"],
        };
        var investigated = Payments with
        {
            Incident = Payments.Incident with { Findings = new(Records.Opened, Records.Opened + TimeSpan.FromSeconds(2), [found], [new("loki", "refused")]) },
        };

        Section(investigated, "Evidence").Should().Be("""
            The agent looked from 2026-11-23 12:17:20 to 2026-11-23 12:17:22 UTC.

            **prometheus-1**, CPU of payments, asked of prometheus:

            ```text
            rate(cpu{service="payments"}[5m]) > 0.9
            ```

            - Time: 2026-11-23 11:47:20 to 2026-11-23 12:17:20 UTC
            - Found: highest 0.97
            - Warning from the source: partial answer
            - [Look yourself](<http://prometheus.example.com/graph?g0.expr=up>)

            Missing:

            - loki: refused
            """);
    }

    [Fact]
    public void Root_causes_are_told_with_their_evidence_what_was_changed_and_what_is_missing()
    {
        var analysed = Payments with
        {
            Incident = Payments.Incident with { Findings = Given.Findings([], new MissingEvidence("loki", "refused")) with { Analysis = Given.Analysis } },
        };

        Section(analysed, "Root causes").Should().Be("""
            Root cause: payments-db (database), LIKELY; explains 72 % of the added latency.

            payments-db explains 72 % of the added latency, but nothing that does not depend on the measurements agrees.

            - **payments-db (database), explains 72 % of the added latency.** The latency of payments-db went from 20 ms to 350 ms. Evidence: prometheus-1.
            - **orders (dependency), explains 20 % of the added latency.** The latency of orders went from 40 ms to 90 ms. Evidence: prometheus-1.

            Changed shortly before the onset:

            - a deployment of orders 4 min before the onset (v2.3)

            What would change this:

            - A change of payments-db shortly before the onset would confirm it.

            Evidence is missing from:

            - loki: refused
            """);
        Section(analysed, "Impact").Should().Contain("- Measured to be affected: checkout, payments-db.\n").And.Contain(
            "- Measured: an unknown number of requests of checkout failed and 3 400 were slow beyond what is usual, in 6 min.\n")
            .And.Contain("- Measured: the error budget burnt 14.4 times as fast as its objective allows.\n").And.EndWith("- Not recorded: users affected.");
    }

    [Fact]
    public void A_note_keeps_its_lines()
    {
        var noted = Payments with
        {
            Timeline = [new(Records.Opened, TimelineKind.Note, "Rolled back.\n# Not a heading", "ana")],
        };

        Section(noted, "Notes").Should().Be("ana, 2026-11-23 12:17:20 UTC:\n\n> Rolled back.  \n> \\# Not a heading  ");
    }

    [Fact]
    public void A_storm_shows_200_rows_and_none_of_them_hides_what_people_did()
    {
        var storm = Payments with
        {
            Timeline =
            [
                .. Enumerable.Range(0, 1000).Select(i => new TimelineEntry(Records.Opened.AddSeconds(i), TimelineKind.AlertFired, $"alert {i}")),
                new(Records.Opened.AddSeconds(1000), TimelineKind.Acknowledged, "Acknowledged", "ana"),
            ],
        };

        var lines = Section(storm, "Timeline").Split('\n');

        lines.Count(line => line.StartsWith("| 2026", StringComparison.Ordinal)).Should().Be(200);
        lines.Should().Contain(line => line.EndsWith("| Acknowledged | ana |", StringComparison.Ordinal));
        lines[^1].Should().Be("… and 801 more");
    }

    [Theory]
    [InlineData(0.42, "420 ms")]
    [InlineData(3.49, "3.4 s")]
    [InlineData(9.999, "9.9 s")]
    [InlineData(59.99, "59 s")]
    [InlineData(60, "1 min")]
    [InlineData(252, "4 min 12 s")]
    [InlineData(7500, "2 h 5 min")]
    [InlineData(273600, "3 d 4 h")]
    public void Durations_are_written_for_people(double seconds, string words) =>
        Wording.Duration(TimeSpan.FromSeconds(seconds)).Should().Be(words);

    private static string Section(IncidentRecord record, string heading) =>
        PostmortemDraft.Write(record, 1, Records.Written, Records.StaleAfter).Sections.Single(section => section.Heading == heading).Markdown;
}
