using Benchmarks.Intake;
using Benchmarks.Load;
using Benchmarks.Subjects;

namespace IncidentAgent.Tests.Benchmarks;

public sealed class IntakePlanTests
{
    private static readonly IntakeOptions Options = new() { Subjects = KnownSubjects.All };

    [Fact]
    public void One_thing_differs_from_the_usual_load_at_a_time() => IntakePlan.Of(Options).Select(heat => heat.Load).Should().Equal(
        "1 alert, 64 connections, 64 incidents",
        "20 alerts, 64 connections, 64 incidents",
        "1 alert, 1 connection, 64 incidents",
        "1 alert, 16 connections, 64 incidents",
        "1 alert, 256 connections, 64 incidents",
        "1 alert, 64 connections, 1 incident",
        "1 alert, 64 connections, 10000 incidents",
        "1 alert, 64 connections, 64 incidents, redelivered");

    [Fact]
    public void Every_combination_is_every_combination() =>
        IntakePlan.Of(Options with { EveryCombination = true, Redelivery = false }).Select(heat => heat.Contestants[0].Shape)
            .Should().OnlyHaveUniqueItems().And.HaveCount(2 * 4 * 3).And.Contain(new LoadShape(20, 256, 10_000));

    [Fact]
    public void The_empty_answer_comes_twice_so_that_the_noise_is_known() =>
        Names(0).Should().Equal("empty", "verify", "append", "agent", "alertmanager", "empty again");

    [Fact]
    public void With_other_incidents_than_usual_the_agent_also_has_the_usual_ones_in_the_same_rounds()
    {
        Names(6).Should().Equal("empty", "verify", "append", "agent", "agent, 64 incidents", "alertmanager", "empty again");
        IntakePlan.Of(Options)[6].Contestants.Select(contestant => contestant.Shape.Incidents).Should().Equal(10_000, 10_000, 10_000, 10_000, 64, 10_000, 10_000);
    }

    [Fact]
    public void A_quick_run_is_the_usual_load_only() =>
        IntakePlan.Of(Options.Quick()).Should().ContainSingle().Which.Load.Should().Be("1 alert, 64 connections, 64 incidents");

    private static IEnumerable<string> Names(int heat) => IntakePlan.Of(Options)[heat].Contestants.Select(contestant => contestant.Name);
}
