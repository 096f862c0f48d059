using IncidentAgent.Investigation;
using IncidentAgent.Investigation.Remediation;
using IncidentAgent.Storage;
using IncidentAgent.Tests.Investigation;

namespace IncidentAgent.Tests.Storage;

public sealed class StoredFindingsTests
{
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

        var back = Stored.Incident(Stored.Head(Samples.Incident("payments")), Stored.Json(findings)).Findings;

        back.Should().BeEquivalentTo(findings);
    }

    [Fact]
    public void Findings_that_were_stored_before_there_were_suggestions_have_none()
    {
        var back = Stored.Incident(Stored.Head(Samples.Incident()), Stored.Json(new Findings(Samples.Noon, Samples.Noon, [], [])).Replace("\"actions\":[],", "", StringComparison.Ordinal)).Findings!;

        back.Actions.Should().BeEmpty();
        back.Summary.Should().BeNull();
    }
}
