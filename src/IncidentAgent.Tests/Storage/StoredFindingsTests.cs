using IncidentAgent.Investigation.Remediation;
using IncidentAgent.Investigation.RootCause;
using IncidentAgent.Storage;
using IncidentAgent.Tests.Investigation;
using IncidentAgent.Tests.Notifications;

namespace IncidentAgent.Tests.Storage;

public sealed class StoredFindingsTests
{
    [Fact]
    public void An_analysis_is_stored_and_read_as_it_was()
    {
        var findings = Given.Findings([Given.Evidence("Latency", "0.4 s")]) with { Analysis = Given.Analysis };

        var read = Stored.Incident(Columns.Head(Given.Incident), Columns.FindingsOf(findings)).Findings!.Analysis;

        read.Should().BeEquivalentTo(Given.Analysis);
        Conclusion.Headline(read!).Should().Be(Conclusion.Headline(Given.Analysis));
    }

    [Fact]
    public void What_is_suggested_and_the_summary_come_back_as_they_were_stored()
    {
        var findings = Found.Findings with
        {
            Evidence = [],
            Analysis = Found.Analysis,
            Actions =
            [
                new() { Id = "runbook", Title = "Follow it", Runbook = "https://runbooks.example.com/a" },
                new()
                {
                    Id = "a", Title = "Look", Causes = ["database in db"], Risk = Risk.High, Duration = TimeSpan.FromMinutes(90),
                    Prerequisites = ["b"], Steps = [new("c", "d 'e'"), new("f")], Rollback = [new("g")], Watch = ["h"],
                },
            ],
            Summary = new([new("It is slow.", ["prometheus-1"]), new("Nothing else.", [])]) { WordedBy = "m", NotWordedBecause = "n" },
        };

        var back = Stored.Incident(Columns.Head(Samples.Incident("payments")), Columns.FindingsOf(findings)).Findings;

        back.Should().BeEquivalentTo(findings);
    }

    [Fact]
    public void What_was_stored_before_there_was_an_analysis_is_read()
    {
        const string before = """
            {"startedAt":"2026-03-04T12:00:00+00:00","endedAt":"2026-03-04T12:00:03+00:00","evidence":[{"id":"prometheus-1","source":"prometheus","title":"CPU",
            "query":"up","from":"2026-03-04T11:00:00+00:00","to":"2026-03-04T12:00:00+00:00","value":"0.9","details":[],"warnings":[]}],"missing":[],"asked":["prometheus"]}
            """;

        var findings = Stored.Incident(Columns.Head(Given.Incident), before).Findings!;

        findings.Evidence.Should().ContainSingle();
        findings.Analysis.Should().BeNull();
        findings.Actions.Should().BeEmpty();
    }
}
