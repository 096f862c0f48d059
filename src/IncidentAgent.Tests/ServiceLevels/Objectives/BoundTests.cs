using ServiceLevels.Objectives;

namespace IncidentAgent.Tests.ServiceLevels.Objectives;

public sealed class BoundTests
{
    [Theory]
    [InlineData("< 300 ms", Relation.Below, 0.3, Quantity.Time)]
    [InlineData("<= 2 s", Relation.AtMost, 2, Quantity.Time)]
    [InlineData("< 1000 ms", Relation.Below, 1, Quantity.Time)]
    [InlineData("< 85 µs", Relation.Below, 0.000085, Quantity.Time)]
    [InlineData("<= 5 min", Relation.AtMost, 300, Quantity.Time)]
    [InlineData("> 40 alerts/s", Relation.Above, 40, Quantity.Rate)]
    [InlineData("> 10 000 alerts/s", Relation.Above, 10_000, Quantity.Rate)]
    [InlineData("= 0 %", Relation.Exactly, 0, Quantity.Share)]
    [InlineData(">= 99.5 %", Relation.AtLeast, 0.995, Quantity.Share)]
    [InlineData("< 512 B", Relation.Below, 512, Quantity.Size)]
    [InlineData("<= 1.5 KiB", Relation.AtMost, 1536, Quantity.Size)]
    [InlineData("<= 200 MiB", Relation.AtMost, 209_715_200, Quantity.Size)]
    [InlineData("< 2 GiB", Relation.Below, 2_147_483_648, Quantity.Size)]
    [InlineData("= 0", Relation.Exactly, 0, Quantity.Count)]
    [InlineData("<= 1.3", Relation.AtMost, 1.3, Quantity.Count)]
    public void A_bound_is_read_and_written_in_the_form_it_has(string text, Relation relation, double value, Quantity quantity)
    {
        var bound = Bound.Parse(text);

        (bound.Relation, bound.Value, bound.Quantity).Should().Be((relation, value, quantity));
        bound.ToString().Should().Be(text);
    }

    [Theory]
    [InlineData("<300ms", "< 300 ms")]
    [InlineData("  >=  95% ", ">= 95 %")]
    public void Spaces_are_put_in_order(string text, string written) => Bound.Parse(text).ToString().Should().Be(written);

    [Theory]
    [InlineData("")]
    [InlineData("300 ms")]
    [InlineData("< ms")]
    [InlineData("< 300 msec")]
    [InlineData("< 300 MB")]
    [InlineData("< -1 s")]
    [InlineData("=< 1 s")]
    [InlineData("< 1,5 s")]
    [InlineData("< 10 00 ms")]
    [InlineData("< 1 000 000 000 000 000 000 000 000 000 000 000 s")]
    public void What_is_no_bound_is_refused_with_an_example(string text)
    {
        Bound.TryParse(text, out _).Should().BeFalse();
        FluentActions.Invoking(() => Bound.Parse(text)).Should().Throw<FormatException>().WithMessage($"\"{text}\" is no bound. Write *\"< 300 ms\"*");
    }

    [Theory]
    [InlineData("< 300 ms", 0.2999, true)]
    [InlineData("< 300 ms", 0.3, false)]
    [InlineData("<= 300 ms", 0.3, true)]
    [InlineData("<= 300 ms", 0.3001, false)]
    [InlineData("> 40 alerts/s", 40, false)]
    [InlineData("> 40 alerts/s", 40.1, true)]
    [InlineData(">= 95 %", 0.95, true)]
    [InlineData(">= 95 %", 0.9499, false)]
    [InlineData("= 100 %", 1, true)]
    [InlineData("= 100 %", 0.999, false)]
    [InlineData("< 300 ms", double.PositiveInfinity, false)]
    public void A_figure_keeps_it_or_not(string bound, double measured, bool holds) => Bound.Parse(bound).Holds(measured).Should().Be(holds);

    [Fact]
    public void Bounds_written_alike_are_equal()
    {
        Bound.Parse("<300 ms").Should().Be(Bound.Parse("< 300 ms"));
        Bound.Parse("< 300 ms").Should().NotBe(Bound.Parse("<= 300 ms"));
    }

    [Fact]
    public void One_that_is_written_nowhere_is_exact_and_says_itself_in_three_digits()
    {
        var bound = Bound.Of(Relation.AtMost, 1_234_567, Quantity.Size);

        (bound.Value, bound.ToString()).Should().Be((1_234_567, "<= 1.18 MiB"));
        Bound.Of(Relation.Below, 1.3, Quantity.Ratio).ToString().Should().Be("< 1.3");
    }
}
