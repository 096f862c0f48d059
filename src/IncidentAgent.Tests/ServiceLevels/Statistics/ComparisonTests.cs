using ServiceLevels.Load;
using ServiceLevels.Objectives;
using ServiceLevels.Statistics;

namespace IncidentAgent.Tests.ServiceLevels.Statistics;

public sealed class ComparisonTests
{
    [Theory]
    [InlineData(6, 1, 6, 0.969)]
    [InlineData(10, 2, 9, 0.979)]
    [InlineData(15, 4, 12, 0.965)]
    [InlineData(16, 4, 13, 0.979)]
    [InlineData(20, 6, 15, 0.959)]
    [InlineData(25, 8, 18, 0.957)]
    [InlineData(30, 10, 21, 0.957)]
    [InlineData(100, 40, 61, 0.965)]
    public void The_ends_of_the_interval_are_counted_with_the_binomial_distribution(int n, int lower, int upper, double confidence)
    {
        SignInterval.Ranks(n).Should().Be((lower, upper));
        SignInterval.Confidence(n).Should().BeApproximately(confidence, 0.0005);
    }

    [Fact]
    public void Many_values_are_no_different() => SignInterval.Confidence(3000).Should().BeInRange(0.95, 0.954);

    [Fact]
    public void Five_values_hold_no_such_interval() => FluentActions.Invoking(() => SignInterval.Ranks(5)).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void Subject_over_reference_is_the_ratio()
    {
        var comparison = Comparison.Of([.. Enumerable.Range(1, 15).Reverse().Select(i => (Subject: 2.0 * i, Reference: 2.0))]);

        (comparison.Pairs, comparison.MedianRatio, comparison.Lower, comparison.Upper).Should().Be((15, 8, 4, 12));
        comparison.Ratios.Should().Equal(Enumerable.Range(1, 15).Select(i => (double)i));
    }

    [Fact]
    public void A_promise_is_broken_only_when_the_whole_interval_is_on_the_wrong_side()
    {
        var comparison = Comparison.Of([.. Enumerable.Range(1, 15).Select(i => ((double)i, 1.0))]);

        comparison.BreaksAtMost(3.9).Should().BeTrue();
        comparison.BreaksAtMost(4).Should().BeFalse();
        comparison.BreaksAtMost(7).Should().BeFalse("the median is above it, but it may be chance");
        comparison.BreaksAtLeast(12.1).Should().BeTrue();
        comparison.BreaksAtLeast(12).Should().BeFalse();
        comparison.BreaksAtLeast(9).Should().BeFalse();
    }

    [Fact]
    public void Fourteen_pairs_are_too_few()
    {
        var compare = () => Comparison.Of([.. Enumerable.Repeat((1.0, 1.0), 14)]);

        compare.Should().Throw<ArgumentException>().WithMessage("A comparison takes at least 15 pairs, not 14*");
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(double.NaN, 1)]
    [InlineData(1, double.PositiveInfinity)]
    public void What_is_not_above_zero_is_not_compared(double subject, double reference)
    {
        var compare = () => Comparison.Of([.. Enumerable.Repeat((1.0, 1.0), 14), (subject, reference)]);

        compare.Should().Throw<ArgumentException>().WithMessage("A comparison takes values above zero*");
    }

    // Whatever is compared with a health check that fails would look quick.
    [Fact]
    public void What_has_no_answer_is_nothing_to_compare_with()
    {
        var (p50, failed) = (Measure.Parse("P50 latency"), Given.Of([.. Enumerable.Repeat((1, Outcome.Failed), 50)]));
        var compare = () => Comparison.Of([.. Enumerable.Repeat((p50.Of(Given.Responses(1)), p50.Of(failed)), 15)]);

        compare.Should().Throw<ArgumentException>().WithMessage("A comparison takes values above zero*");
    }

    [Fact]
    public void Work_without_an_answer_makes_an_infinite_ratio() =>
        Comparison.Of([.. Enumerable.Repeat((double.PositiveInfinity, 1.0), 15)]).BreaksAtMost(1000).Should().BeTrue();
}
