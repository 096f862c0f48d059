using ServiceLevels.Objectives;
using static IncidentAgent.Tests.ServiceLevels.Given;

namespace IncidentAgent.Tests.ServiceLevels.Objectives;

public sealed class RunVerdictsTests
{
    private static readonly JudgementPolicy Policy = JudgementPolicy.PullRequest;
    private static readonly Objective P95 = Objective.Parse("P95 latency", "< 300 ms", "< 500 ms");

    // 15 of 100 beyond P95 have p = 0.00013: more than a scenario may fail with among 40, less than Holm asks for among 10.
    [Fact]
    public void A_suspicion_of_a_scenario_can_be_a_breach_among_the_objectives_there_really_are()
    {
        var suspicion = Record(over: 15);

        var run = RunVerdicts.Of([Record(over: 0), suspicion, Record(over: 0)], Policy);

        suspicion.Verdict.Should().Be(Verdict.NotProven);
        run.Select(record => record.Verdict).Should().Equal(Verdict.Met, Verdict.Breached, Verdict.Met);
        run[1].NotProvenBecause.Should().BeNull();
        run[1].Sentence.Should().Contain("threshold < 500 ms breached");
    }

    [Fact]
    public void What_can_be_chance_among_all_of_them_is_not_proven()
    {
        var run = RunVerdicts.Of([.. Enumerable.Repeat(Record(over: 0), 30), Record(over: 12)], Policy);

        run[^1].Verdict.Should().Be(Verdict.NotProven);
        run[^1].NotProvenBecause.Should().Be("alone it would be breached, p = 0.004; among 31 objectives that can be chance");
    }

    [Fact]
    public void What_failed_a_scenario_fails_the_run_of_so_many_objectives()
    {
        var run = RunVerdicts.Of([.. Enumerable.Repeat(Record(over: 17), 40)], Policy);

        run.Should().OnlyContain(record => record.Verdict == Verdict.Breached);
    }

    // 15 of 15 have p = 0.00003: among 40 objectives that is a breach, among 80 it would not be.
    [Fact]
    public void Facts_are_no_tests_and_make_none_harder()
    {
        var slow = Record(Judge.Of(
            Objective.Parse("mean latency", "< 100 ms", "< 200 ms"),
            [.. Enumerable.Repeat(Responses(300), Policy.FewestToBreach)],
            Policy,
            new MachineCondition()));
        var fact = Record(Judge.Fact(Objective.Parse("maximum latency", "< 1 s", "< 2 s"), 0.1, 1, Policy, new MachineCondition()));

        var run = RunVerdicts.Of([slow, .. Enumerable.Repeat(fact, 79)], Policy);

        slow.Verdict.Should().Be(Verdict.Breached);
        (run[0].Verdict, run[0].NotProvenBecause).Should().Be((Verdict.Breached, null));
    }

    [Fact]
    public void Among_how_many_it_can_be_chance_is_said_without_the_facts()
    {
        var fact = Record(Judge.Fact(Objective.Parse("maximum latency", "< 1 s", "< 2 s"), 0.1, 1, Policy, new MachineCondition()));

        var run = RunVerdicts.Of([.. Enumerable.Repeat(Record(over: 0), 30), .. Enumerable.Repeat(fact, 40), Record(over: 12)], Policy);

        run[^1].NotProvenBecause.Should().Be("alone it would be breached, p = 0.004; among 31 objectives that can be chance");
    }

    [Fact]
    public void Facts_and_excuses_stay_as_they_are()
    {
        var excused = Record(over: 50, new MachineCondition(Factor: 2));
        var fact = Record(Judge.Of(Objective.Parse("maximum latency", "< 1 s", "< 2 s"), [Responses(3000)], Policy, new MachineCondition()));

        RunVerdicts.Of([excused, fact], Policy).Should().Equal(excused, fact);
        fact.Verdict.Should().Be(Verdict.Breached);
    }

    private static ObjectiveRecord Record(int over, MachineCondition? machine = null) => Record(
        Judge.Of(P95, [Responses([.. Enumerable.Repeat(1, 100 - over), .. Enumerable.Repeat(999, over)])], Policy, machine ?? new MachineCondition()));

    private static ObjectiveRecord Record(Judgement judgement) => ObjectiveRecord.Of(
        new RunRecord("1", DateTimeOffset.UnixEpoch, null, "nightly", new MachineRecord("any", null, null)),
        new ObjectiveKey("intake", "P95 latency", new Dictionary<string, string>()),
        judgement,
        []);
}
