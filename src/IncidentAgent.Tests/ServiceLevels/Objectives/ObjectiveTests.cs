using ServiceLevels.Objectives;
using static IncidentAgent.Tests.ServiceLevels.Given;

namespace IncidentAgent.Tests.ServiceLevels.Objectives;

public sealed class ObjectiveTests
{
    [Theory]
    [InlineData("mean latency", "< 1 s", "< 1.5 s")]
    [InlineData("P50 latency", "< 300 ms", "< 500 ms")]
    [InlineData("P95 latency", "< 700 ms", "< 1000 ms")]
    [InlineData("P99 latency", "< 1 s", "< 2 s")]
    [InlineData("P99.9 latency", "< 1 s", "< 2 s")]
    [InlineData("P95 latency", "< 3 s", "< 5 s")]
    [InlineData("P50 latency", "< 100 ms", "< 200 ms")]
    [InlineData("maximum latency", "<= 2 s", "<= 5 s")]
    [InlineData("throughput", "> 40 alerts/s", "> 20 alerts/s")]
    [InlineData("error rate", "= 0 %", "< 1 %")]
    [InlineData("success rate", "= 100 %", ">= 95 %")]
    public void Every_row_of_a_table_of_objectives_is_read(string measure, string target, string threshold)
    {
        var objective = Objective.Parse(measure, target, threshold);

        (objective.Measure.ToString(), objective.Target.ToString(), objective.Threshold.ToString()).Should().Be((measure, target, threshold));
    }

    [Theory]
    [InlineData("mean latency", 0.0505)]
    [InlineData("P50 latency", 0.05)]
    [InlineData("P95 latency", 0.095)]
    [InlineData("P99 latency", 0.099)]
    [InlineData("P99.9 latency", 0.1)]
    [InlineData("maximum latency", 0.1)]
    [InlineData("throughput", 1000)]
    [InlineData("error rate", 0)]
    [InlineData("success rate", 1)]
    public void A_measure_takes_its_figure_from_the_measurement(string measure, double figure) =>
        Measure.Parse(measure).Of(Responses(Enumerable.Range(1, 100))).Should().Be(figure);

    [Theory]
    [InlineData("latency")]
    [InlineData("p95 latency")]
    [InlineData("P0 latency")]
    [InlineData("P101 latency")]
    [InlineData("P latency")]
    [InlineData("Throughput")]
    public void An_unknown_measure_is_refused_with_what_is_known(string words) =>
        FluentActions.Invoking(() => Measure.Parse(words)).Should().Throw<FormatException>()
            .WithMessage($"Nothing is measured by the name \"{words}\". Known are mean latency, P50 latency*, success rate.");

    [Theory]
    [InlineData("P50 latency", "< 40 %", "\"< 40 %\" is no bound of P50 latency: that is a time, as in \"< 300 ms\".")]
    [InlineData("throughput", "> 2 s", "\"> 2 s\" is no bound of throughput: that is a rate, as in \"> 40 alerts/s\".")]
    [InlineData("error rate", "< 1 alerts/s", "\"< 1 alerts/s\" is no bound of error rate: that is a share, as in \"< 1 %\".")]
    [InlineData("P50 latency", "< 300", "\"< 300\" is no bound of P50 latency: that is a time, as in \"< 300 ms\".")]
    [InlineData("P50 latency", "= 3 ms", "\"= 3 ms\" is no bound of P50 latency: no measured figure is exactly that; write \"<\" or \">\".")]
    [InlineData("error rate", "= 5 %", "\"= 5 %\" is no bound of error rate: of shares only \"= 0 %\" and \"= 100 %\" can be promised exactly.")]
    [InlineData("error rate", "< 0 %", "\"< 0 %\" is no bound of error rate: it can never be kept.")]
    public void A_bound_in_the_unit_of_something_else_is_refused(string measure, string bound, string message)
    {
        FluentActions.Invoking(() => Objective.Parse(measure, bound, bound)).Should().Throw<FormatException>().WithMessage(message);
    }

    [Fact]
    public void What_is_not_found_in_a_load_has_bounds_in_units_of_its_own()
    {
        var bare = Bound.Parse("<= 2");

        new Objective(Measure.Named("memory", Quantity.Size), Bound.Parse("< 100 MiB"), Bound.Parse("< 200 MiB")).Measure.ToString().Should().Be("memory");
        new Objective(Measure.Named("last over first", Quantity.Ratio), bare, bare).Threshold.Quantity.Should().Be(Quantity.Ratio);
        FluentActions.Invoking(() => Measure.Named("memory", Quantity.Size).Of(Responses(1))).Should().Throw<InvalidOperationException>()
            .WithMessage("The memory is not found in a load; hand the figure to Judge.Fact or Judge.Of.");
    }

    [Fact]
    public void Measures_of_the_same_words_are_equal()
    {
        Measure.Parse("P95 latency").Should().Be(Measure.Parse(" P95 latency"));
        Measure.Parse("P95 latency").Should().NotBe(Measure.Parse("P99 latency"));
    }
}
