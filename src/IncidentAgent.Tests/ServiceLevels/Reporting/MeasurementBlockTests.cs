using ServiceLevels.Load;
using ServiceLevels.Objectives;
using ServiceLevels.Reporting;
using static IncidentAgent.Tests.ServiceLevels.Given;

namespace IncidentAgent.Tests.ServiceLevels.Reporting;

public sealed class MeasurementBlockTests
{
    [Fact]
    public void A_measurement_reads_as_a_block()
    {
        var measured = Measurement.Of(
            new Arrivals.AtOnce(100),
            Enumerable.Range(1, 100).Select(i => Sample(i - 1, planned: 0, response: 6 * i, i == 1 ? Outcome.Refused : Outcome.Accepted, lag: i / 20)));
        Judgement[] judgements =
        [
            Judgement(Objective.Parse("mean latency", "< 1 s", "< 1.5 s"), measured),
            Judgement(Objective.Parse("P95 latency", "< 300 ms", "< 500 ms"), measured),
            Judgement(Objective.Parse("success rate", "= 100 %", ">= 95 %"), measured),
            Judgement(Objective.Parse("throughput", "> 200 alerts/s", "> 20 alerts/s"), measured),
        ];

        MeasurementBlock.Write("A burst of 100 alerts is accepted", measured, judgements).Should().Be(
            """
            A burst of 100 alerts is accepted
              arrivals   100 at once
              outcome    sent 100        accepted 99     refused 1       lost 0
              total time 600 ms          throughput 165/s
              latency    P50 300 ms      P95 570 ms      P99 594 ms      max 600 ms      n 100
                         min 6 ms        mean 303 ms     standard deviation 173 ms
              generator  P99 4 ms late   max 5 ms late
              mean latency  303 ms                   target < 1 s           not proven  threshold < 1.5 s        not proven
                it takes at least 5 bursts to be proven, and there are 1
              P95 latency   570 ms  (540-600 ms)     target < 300 ms        missed      threshold < 500 ms       breached
              success rate  99 %    (94.55-99.97 %)  target = 100 %         missed      threshold >= 95 %        met
              throughput    165/s                    target > 200 alerts/s  not proven  threshold > 20 alerts/s  not proven
                it takes at least 5 bursts to be proven, and there are 1

            """);
    }

    [Fact]
    public void What_was_lost_stands_beside_the_figures_of_what_was_answered()
    {
        var measured = Of((10, Outcome.Accepted), (20, Outcome.Accepted), (30, Outcome.TimedOut));

        MeasurementBlock.Write("Two of three", measured, []).Should().Be(
            """
            Two of three
              arrivals   3 at once
              outcome    sent 3          accepted 2      refused 0       lost 1
              total time 30 ms           throughput 66.7/s
              latency    P50 20 ms       P95 never       P99 never       max never       n 3
                         min 10 ms       mean never      standard deviation never
              answered   P50 10 ms       P95 20 ms       P99 20 ms       max 20 ms       n 2
                         min 10 ms       mean 15 ms      standard deviation 5 ms
              generator  P99 0 s late    max 0 s late

            """);
    }

    [Fact]
    public async Task Errors_are_quoted_but_not_at_length()
    {
        var measured = await LoadGenerator.RunAsync(new Arrivals.AtOnce(2), (_, _) => throw new IOException("a\n" + new string('x', 200)));

        MeasurementBlock.Write("Nothing", measured, []).Should().Contain($"  error      2 x a {new string('x', 78)}...\n");
    }

    [Fact]
    public void Without_samples_it_says_so_and_nothing_else()
    {
        var nothing = Responses();

        MeasurementBlock.Write("Nothing", nothing, [Judgement(Objective.Parse("error rate", "= 0 %", "< 1 %"), nothing)]).Should().Be(
            """
            Nothing
              arrivals   1 at once
              outcome    sent 0          accepted 0      refused 0       lost 0
              error rate  nothing  target = 0 %  not proven  threshold < 1 %  not proven

            """);
    }

    [Fact]
    public void Nothing_is_wider_than_a_terminal()
    {
        var slow = Responses(Enumerable.Range(123_000, 3000));
        Judgement[] judgements =
        [
            Judgement(Objective.Parse("P99.9 latency", "< 100 000 ms", "< 200 000 ms"), slow),
            Judgement(Objective.Parse("P95 latency", "< 124 s", "< 125.85 s"), slow),
            Judgement(Objective.Parse("throughput", "> 40 alerts/s", "> 20 alerts/s"), slow),
        ];

        MeasurementBlock.Write("Slow", slow, judgements).Split('\n').Should().OnlyContain(line => line.Length <= 120);
    }

    private static Judgement Judgement(Objective objective, Measurement measured) =>
        Judge.Of(objective, [measured], JudgementPolicy.PullRequest, new MachineCondition());
}
