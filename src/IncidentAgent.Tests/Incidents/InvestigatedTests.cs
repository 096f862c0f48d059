using IncidentAgent.Incidents;
using IncidentAgent.Investigation;
using IncidentAgent.Investigation.RootCause;
using IncidentAgent.Notifications;
using IncidentAgent.Tests.Notifications;
using static IncidentAgent.Tests.Incidents.Lives;

namespace IncidentAgent.Tests.Incidents;

public sealed class InvestigatedTests
{
    private const string Headline = "Root cause: payments-db (database), LIKELY; explains 72 % of the added latency";

    private readonly Lives _lives = new();

    [Fact]
    public void The_timeline_says_the_evidence_the_root_cause_and_what_was_changed_before()
    {
        Investigate(Given.Analysis);

        _lives.Changes.Timeline.Select(entry => entry.Entry.Text).Should().Equal(
            "Evidence from prometheus; missing from loki (no answer within 5 s)",
            Headline,
            "Changed shortly before: a deployment of orders 4 min before the onset (v2.3)");
    }

    [Fact]
    public void The_announcement_says_the_root_cause_first_and_then_what_is_missing()
    {
        Investigate(Given.Analysis);

        _lives.Newest.Lanes["slack:ops"].Waiting[^1].Should().BeEquivalentTo(new
        {
            Kind = AnnouncementKind.Investigated,
            Text = $"INC-000001: {Headline}. Evidence from prometheus; missing from loki (no answer within 5 s)",
        });
    }

    [Fact]
    public void An_inconclusive_analysis_says_why()
    {
        Investigate(new Analysis { Certainty = Certainty.Inconclusive, Because = "Nothing measured of payments is out of the ordinary." });

        _lives.Changes.Timeline.Select(entry => entry.Entry.Text).Should()
            .Contain("Root cause: INCONCLUSIVE. Nothing measured of payments is out of the ordinary");
    }

    private void Investigate(Analysis analysis)
    {
        _lives.Deliver(Noon, Alert("HighLatency"));
        var findings = Given.Findings([Given.Evidence("Latency", "0.4 s")], new MissingEvidence("loki", "no answer within 5 s")) with { Analysis = analysis };
        _lives.Run(StepKind.Investigate, new StepResult.Investigated(findings), Noon.AddSeconds(5));
    }
}
