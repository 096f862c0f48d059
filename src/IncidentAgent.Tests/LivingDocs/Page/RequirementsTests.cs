using IncidentAgent.Tests.ServiceLevels.History;
using LivingDocs.Coverage;
using LivingDocs.Page;
using LivingDocs.Suite;
using ServiceLevels.Objectives;

namespace IncidentAgent.Tests.LivingDocs.Page;

public sealed class RequirementsTests
{
    // What is not proven fails no scenario, so that the scenario has passed says nothing yet.
    [Fact]
    public void A_requirement_is_proven_when_its_scenarios_passed_and_none_of_their_objectives_is_in_doubt()
    {
        var html = Written(
            Of(1, Outcome.Passed, Verdict.Met),
            Of(2, Outcome.Passed, Verdict.NotProven),
            Of(3, Outcome.Passed, Verdict.Breached),
            Of(4, Outcome.Failed, Verdict.Met),
            Of(5, Outcome.Passed));

        html.Should().Contain("5 of 6 are covered, 2 were proven by this run, 1 is not proven.");
        html.Should().MatchRegex("<th scope=\"row\" class=\"number\">2</th><td data-label=\"Outcome\"><span class=\"badge not-proven\">")
            .And.MatchRegex("<th scope=\"row\" class=\"number\">3</th><td data-label=\"Outcome\"><span class=\"badge breached\">");
    }

    [Fact]
    public void Nothing_in_doubt_is_not_mentioned() =>
        Written(Of(1, Outcome.Passed, Verdict.Met)).Should().Contain("1 of 6 are covered, 1 were proven by this run.");

    private static string Written(params IReadOnlyList<Scenario> scenarios)
    {
        var run = new SuiteRun { IsFinished = true, Features = [new Feature("features/F.feature", "F", "", scenarios)] };
        return HtmlPage.Write(LivingPage.Of(run, [], new FoundingTable(6, [])));
    }

    private static Scenario Of(int requirement, Outcome outcome, params IEnumerable<Verdict> verdicts) => new()
    {
        Uri = "features/F.feature",
        Line = requirement,
        Name = $"Scenario {requirement}",
        Tags = [$"req:{requirement}"],
        Outcome = outcome,
        Records = [.. verdicts.Select(verdict =>
            Runs.Found(1, 0.1, new ObjectiveKey($"slo{requirement}", "P95 latency", new Dictionary<string, string>())) with { Verdict = verdict })],
    };
}
