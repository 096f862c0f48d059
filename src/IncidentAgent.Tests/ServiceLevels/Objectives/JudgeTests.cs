using ServiceLevels.Load;
using ServiceLevels.Objectives;
using static IncidentAgent.Tests.ServiceLevels.Given;

namespace IncidentAgent.Tests.ServiceLevels.Objectives;

public sealed class JudgeTests
{
    private static readonly Objective Latency = Objective.Parse("P95 latency", "< 300 ms", "< 500 ms");

    [Theory]
    [InlineData(299, Verdict.Met, "P95 latency 299 ms (n 1): target < 300 ms met, threshold < 500 ms met")]
    [InlineData(300, Verdict.TargetMissed, "P95 latency 300 ms (n 1): target < 300 ms missed, threshold < 500 ms met")]
    [InlineData(500, Verdict.Breached, "P95 latency 500 ms (n 1): target < 300 ms missed, threshold < 500 ms breached")]
    public void The_figure_is_held_against_target_and_threshold(int milliseconds, Verdict verdict, string sentence)
    {
        var judgement = Judge.Of(Latency, Responses(milliseconds));

        judgement.Verdict.Should().Be(verdict);
        judgement.Sentence.Should().Be(sentence);
        judgement.IsBroken.Should().Be(verdict is Verdict.Breached);
    }

    [Theory]
    [InlineData(0.25, 501, Verdict.Breached)]
    [InlineData(0.26, 501, Verdict.NotProven)]
    [InlineData(0.9, 499, Verdict.TargetMissed)]
    [InlineData(0.9, 1, Verdict.Met)]
    public void A_bad_figure_from_a_machine_that_others_kept_busy_proves_nothing(double others, int milliseconds, Verdict verdict)
    {
        var judgement = Judge.Of(Latency, Responses(milliseconds).BesideOthers(others));

        judgement.Verdict.Should().Be(verdict);
        judgement.IsBroken.Should().Be(verdict is Verdict.Breached);
    }

    [Fact]
    public void Without_a_sample_nothing_is_proven()
    {
        var judgement = Judge.Of(Latency, Responses());

        judgement.Verdict.Should().Be(Verdict.NotProven);
        judgement.Sentence.Should().Be("P95 latency nothing (n 0): target < 300 ms not proven, threshold < 500 ms not proven");
        judgement.IsBroken.Should().BeTrue();
    }

    [Fact]
    public void Work_without_an_answer_breaks_a_promise_about_latency()
    {
        var measured = Of([.. Enumerable.Repeat((1, Outcome.Accepted), 9), (1, Outcome.Failed)]);

        Judge.Of(Latency, measured).Sentence.Should().StartWith("P95 latency never (n 10)");
        Judge.Of(Objective.Parse("mean latency", "< 1 h", "< 1 h"), measured).Verdict.Should().Be(Verdict.Breached);
        Judge.Of(Objective.Parse("P90 latency", "< 2 ms", "< 3 ms"), measured).Verdict.Should().Be(Verdict.Met);
    }

    [Fact]
    public void Broken_objectives_are_told_with_promise_figure_samples_and_place()
    {
        var measured = Responses(612, 612);
        Judgement[] judgements =
        [
            Judge.Of(Latency, measured),
            Judge.Of(Objective.Parse("error rate", "= 0 %", "< 1 %"), measured),
            Judge.Of(Objective.Parse("throughput", "> 40 alerts/s", "> 20 alerts/s"), measured),
        ];

        var check = () => ObjectivesBrokenException.ThrowIfBroken(judgements, "intake.feature:46");

        check.Should().Throw<ObjectivesBrokenException>().WithMessage(
            """
            2 of 3 objectives are not kept (intake.feature:46):
              P95 latency: promised < 500 ms, measured 612 ms (n 2)
              throughput: promised > 20 alerts/s, measured 3.27/s (n 2)
            """).Which.Broken.Should().Equal(judgements[0], judgements[2]);
    }

    [Fact]
    public void An_objective_without_samples_is_broken()
    {
        var check = () => ObjectivesBrokenException.ThrowIfBroken([Judge.Of(Latency, Responses())]);

        check.Should().Throw<ObjectivesBrokenException>().WithMessage(
            """
            The objective is not kept:
              P95 latency: promised < 500 ms, but nothing was measured
            """);
    }

    [Fact]
    public void A_missed_target_alone_stops_nothing()
    {
        var check = () => ObjectivesBrokenException.ThrowIfBroken([Judge.Of(Latency, Responses(400))]);

        check.Should().NotThrow();
    }
}
