using IncidentAgent.Investigation.RootCause;
using IncidentAgent.Storage;
using IncidentAgent.Tests.Notifications;

namespace IncidentAgent.Tests.Storage;

public sealed class StoredFindingsTests
{
    [Fact]
    public void An_analysis_is_stored_and_read_as_it_was()
    {
        var findings = Given.Findings([Given.Evidence("Latency", "0.4 s")]) with { Analysis = Given.Analysis };

        var read = Stored.Incident(Stored.Head(Given.Incident), Stored.Json(findings)).Findings!.Analysis;

        read.Should().BeEquivalentTo(Given.Analysis);
        Conclusion.Headline(read!).Should().Be(Conclusion.Headline(Given.Analysis));
    }

    [Fact]
    public void What_was_stored_before_there_was_an_analysis_is_read()
    {
        const string before = """
            {"startedAt":"2026-03-04T12:00:00+00:00","endedAt":"2026-03-04T12:00:03+00:00","evidence":[{"id":"prometheus-1","source":"prometheus","title":"CPU",
            "query":"up","from":"2026-03-04T11:00:00+00:00","to":"2026-03-04T12:00:00+00:00","value":"0.9","details":[],"warnings":[]}],"missing":[],"asked":["prometheus"]}
            """;

        var findings = Stored.Incident(Stored.Head(Given.Incident), before).Findings!;

        findings.Evidence.Should().ContainSingle();
        findings.Analysis.Should().BeNull();
    }
}
