using ServiceLevels.Objectives;
using static IncidentAgent.Tests.ServiceLevels.Given;

namespace IncidentAgent.Tests.ServiceLevels.Objectives;

public sealed class ObjectivesBrokenExceptionTests
{
    private static readonly Objective Latency = Objective.Parse("P95 latency", "< 300 ms", "< 500 ms");

    [Fact]
    public void Broken_objectives_are_told_with_promise_figure_certainty_and_place()
    {
        var measured = Enumerable.Repeat(612, 400);
        Judgement[] judgements =
        [
            Judged(Latency, measured),
            Judged(Objective.Parse("error rate", "= 0 %", "< 1 %"), measured),
            Judged(Objective.Parse("maximum latency", "< 300 ms", "< 500 ms"), measured),
        ];

        var check = () => ObjectivesBrokenException.ThrowIfBroken(judgements, "intake.feature:46");

        check.Should().Throw<ObjectivesBrokenException>().WithMessage(
            """
            2 of 3 objectives are not kept (intake.feature:46):
              P95 latency: promised < 500 ms, measured 612 ms (95 % CI 612-612 ms, n 400)
              maximum latency: promised < 500 ms, measured 612 ms (n 400)
            """).Which.Broken.Should().Equal(judgements[0], judgements[2]);
    }

    [Fact]
    public void An_objective_without_samples_is_broken()
    {
        var check = () => ObjectivesBrokenException.ThrowIfBroken([Judged(Latency, [])]);

        check.Should().Throw<ObjectivesBrokenException>().WithMessage(
            """
            The objective is not kept:
              P95 latency: promised < 500 ms, but nothing was measured
            """);
    }

    [Fact]
    public void Neither_a_missed_target_nor_what_is_not_proven_stops_anything()
    {
        var check = () => ObjectivesBrokenException.ThrowIfBroken([Judged(Latency, Enumerable.Repeat(400, 100)), Judged(Latency, [600])]);

        check.Should().NotThrow();
    }

    private static Judgement Judged(Objective objective, IEnumerable<int> milliseconds) =>
        Judge.Of(objective, [Responses(milliseconds)], JudgementPolicy.PullRequest, new MachineCondition());
}
