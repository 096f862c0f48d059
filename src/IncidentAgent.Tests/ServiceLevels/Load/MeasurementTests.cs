using ServiceLevels.Load;
using ServiceLevels.Objectives;
using static IncidentAgent.Tests.ServiceLevels.Given;

namespace IncidentAgent.Tests.ServiceLevels.Load;

public sealed class MeasurementTests
{
    [Theory]
    [InlineData(20, 19, 20)]
    [InlineData(50, 48, 50)]
    [InlineData(100, 95, 99)]
    public void A_percentile_is_a_time_that_happened(int n, int p95, int p99)
    {
        var measured = Responses(Enumerable.Range(1, n).Reverse());

        measured.Percentile(95).Should().Be(Ms(p95));
        measured.Percentile(99).Should().Be(Ms(p99));
        measured.Percentile(100).Should().Be(measured.Max).And.Be(Ms(n));
        measured.Min.Should().Be(Ms(1));
    }

    [Fact]
    public void Mean_and_spread_are_of_the_times_themselves()
    {
        var measured = Responses(2, 4, 4, 4, 5, 5, 7, 9);

        measured.Mean.Should().Be(Ms(5));
        measured.StandardDeviation.Should().Be(Ms(2));
    }

    [Theory]
    [InlineData(Outcome.Failed)]
    [InlineData(Outcome.TimedOut)]
    public void What_was_not_answered_is_over_every_limit_however_soon_it_ended(Outcome outcome)
    {
        var measured = Of([.. Enumerable.Range(1, 95).Select(i => (10 * i, Outcome.Accepted)), .. Enumerable.Repeat((1, outcome), 5)]);

        measured.Min.Should().Be(Ms(10));
        measured.Percentile(95).Should().Be(Ms(950));
        measured.Percentile(96).Should().Be(TimeSpan.MaxValue);
        measured.Max.Should().Be(TimeSpan.MaxValue);
        measured.Mean.Should().Be(TimeSpan.MaxValue);
        measured.StandardDeviation.Should().Be(TimeSpan.MaxValue);
        measured.ErrorRate.Should().Be(0.05);
        measured.SuccessRate.Should().Be(0.95);

        measured.Answered.Count.Should().Be(95);
        measured.Answered.Mean.Should().Be(Ms(480));
    }

    [Fact]
    public void A_refusal_is_an_answer_and_neither_a_success_nor_an_error()
    {
        var measured = Of((10, Outcome.Accepted), (20, Outcome.Accepted), (10, Outcome.Accepted), (4, Outcome.Refused));

        measured.SuccessRate.Should().Be(0.75);
        measured.ErrorRate.Should().Be(0);
        measured.Mean.Should().Be(Ms(11));
        measured.Where(sample => sample.Outcome is Outcome.Accepted).Min.Should().Be(Ms(10));
    }

    [Fact]
    public void Where_only_a_yes_will_do_a_refusal_is_over_every_limit_however_soon_it_came()
    {
        var refused = Of((10, Outcome.Accepted), (5, Outcome.Refused));

        refused.Max.Should().Be(Ms(10));
        refused.RefusalsFailed.Max.Should().Be(TimeSpan.MaxValue);
        Measure.Parse("maximum latency").Of(refused.RefusalsFailed).Should().Be(double.PositiveInfinity);
        refused.RefusalsFailed.Should().BeEquivalentTo(new { Count = 2, Accepted = 1, Refused = 0, Failed = 1, refused.TotalTime, refused.Arrivals });
        Responses(1, 2).RefusalsFailed.Max.Should().Be(Ms(2));
    }

    [Fact]
    public void Throughput_is_what_was_accepted_from_the_first_plan_to_the_last_answer()
    {
        var measured = Measurement.Of(
            new Arrivals.OneAfterAnother(3),
            [Sample(0, planned: 100, response: 50), Sample(1, planned: 150, response: 450), Sample(2, planned: 200, response: 10, Outcome.Refused)]);

        measured.TotalTime.Should().Be(Ms(500));
        measured.Throughput.Should().Be(4);
    }

    [Fact]
    public void How_late_the_generator_was_is_told()
    {
        var measured = Measurement.Of(new Arrivals.AtOnce(200), Enumerable.Range(1, 200).Select(i => Sample(i - 1, planned: i, response: 300, lag: i)));

        measured.Lag.Should().Be(new GeneratorLag(P99: Ms(198), Max: Ms(200)));
    }

    [Fact]
    public void Nothing_measured_has_no_figures()
    {
        var nothing = Responses();
        Action[] figures =
        [
            () => _ = nothing.Mean,
            () => _ = nothing.Min,
            () => _ = nothing.Max,
            () => _ = nothing.StandardDeviation,
            () => _ = nothing.SuccessRate,
            () => _ = nothing.ErrorRate,
            () => _ = nothing.Lag,
            () => nothing.Percentile(50),
        ];

        figures.Should().AllSatisfy(figure => figure.Should().Throw<InvalidOperationException>().WithMessage("Nothing was measured*"));
        nothing.TotalTime.Should().Be(TimeSpan.Zero);
        nothing.Throughput.Should().Be(0);
    }

    [Fact]
    public void The_histogram_holds_what_was_answered_in_microseconds_to_three_digits()
    {
        var histogram = Of((1, Outcome.Accepted), (1234, Outcome.Refused), (10_000_000, Outcome.Accepted), (5, Outcome.Failed)).Histogram;

        histogram.TotalCount.Should().Be(3);
        histogram.GetCountAtValue(1_000).Should().Be(1);
        histogram.GetCountAtValue(1_234_000).Should().Be(1);
        histogram.GetCountAtValue(3_600_000_000).Should().Be(1, "what takes longer than an hour counts as an hour");
    }

    [Fact]
    public void Times_in_a_histogram_have_the_figures_of_the_times_themselves_to_three_digits()
    {
        var histogram = Responses(Enumerable.Range(1, 100)).Histogram;
        var (exact, bucketed) = (Times.Of(Enumerable.Range(1, 100).Select(i => Ms(i))), Times.Of(histogram));

        bucketed.Count.Should().Be(100);
        foreach (var rank in new[] { 1, 7, 55, 95, 99, 100 })
        {
            bucketed.AtRank(rank).Should().BeCloseTo(exact.AtRank(rank), exact.AtRank(rank) / 1000);
        }

        bucketed.Mean.Should().BeCloseTo(exact.Mean, exact.Mean / 1000);
        bucketed.StandardDeviation.Should().BeCloseTo(exact.StandardDeviation, exact.StandardDeviation / 1000);
    }
}
