using IncidentAgent.Tests.ServiceLevels.History;
using LivingDocs.Coverage;
using LivingDocs.Page;
using LivingDocs.Suite;
using ServiceLevels.Objectives;

namespace IncidentAgent.Tests.LivingDocs.Page;

public sealed class HeadlineTests
{
    [Theory]
    [InlineData("+", "p", "Every promise is kept.")]
    [InlineData("+", "pf", "Not every promise is kept: 1 scenario failed.")]
    [InlineData("--", "p", "Not every promise is kept: 2 objectives are breached.")]
    [InlineData("-+", "pff", "Not every promise is kept: 1 objective is breached, and 2 scenarios failed.")]
    [InlineData("+?", "p", "No promise is broken, but 1 objective is not proven.")]
    [InlineData("+~", "p", "Every promise is kept, but 1 target is missed.")]
    [InlineData("+~", "ps", "Every promise that was tried is kept, but 1 target is missed.")]
    [InlineData("+", "pn", "Every promise that was tried is kept.")]
    [InlineData("+", "ps", "Every promise that was tried is kept.")]
    [InlineData("+", "p-", "Every promise that was tried is kept.")]
    [InlineData("", "ss", "Nothing was tried.")]
    [InlineData("", "s-", "Nothing was tried.")]
    [InlineData("", "s!", "The run did not finish. Nothing was tried.")]
    [InlineData("", "pp", "Every promise is kept.")]
    [InlineData("", "", "Nothing was run.")]
    [InlineData("+", "p!", "The run did not finish. Every promise is kept.")]
    public void It_says_whether_every_promise_is_kept(string objectives, string scenarios, string sentence)
    {
        var records = objectives.Select((verdict, number) => Found(verdict, number)).ToArray();
        var run = new SuiteRun
        {
            IsFinished = !scenarios.EndsWith('!'),
            Features = [new Feature("features/F.feature", "F", "", [.. scenarios.TrimEnd('!').Select((outcome, number) => Of(outcome, number, number == 0 ? records : []))])],
        };

        Headline.Verdict(LivingPage.Of(run, [], FoundingTable.None)).Should().Be(sentence);
    }

    private static ObjectiveRecord Found(char verdict, int number)
    {
        var record = Runs.Found(1, 0.1, new ObjectiveKey($"slo{number}", "P95 latency", new Dictionary<string, string>()));
        return verdict switch
        {
            '-' => record with { Verdict = Verdict.Breached },
            '?' => record with { Verdict = Verdict.NotProven },
            '~' => record with { Target = record.Target with { Verdict = Verdict.Breached } },
            _ => record,
        };
    }

    private static Scenario Of(char outcome, int line, IReadOnlyList<ObjectiveRecord> records) => new()
    {
        Uri = "features/F.feature",
        Line = line,
        Name = $"Scenario {line}",
        Records = records,
        Outcome = outcome switch
        {
            'p' => Outcome.Passed,
            'f' => Outcome.Failed,
            's' => Outcome.Skipped,
            '-' => Outcome.NotRun,
            _ => Outcome.NotFinished,
        },
    };
}
