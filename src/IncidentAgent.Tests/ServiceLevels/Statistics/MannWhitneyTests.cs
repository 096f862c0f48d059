using ServiceLevels.Statistics;

namespace IncidentAgent.Tests.ServiceLevels.Statistics;

public sealed class MannWhitneyTests
{
    // Mann and Whitney (1947), table I: the probability that U is at most that, of n and m values.
    [Theory]
    [InlineData(3, 3, 0, 0.050)]
    [InlineData(3, 3, 1, 0.100)]
    [InlineData(3, 3, 2, 0.200)]
    [InlineData(3, 3, 3, 0.350)]
    [InlineData(3, 3, 4, 0.500)]
    [InlineData(4, 3, 0, 0.028)]
    [InlineData(4, 3, 3, 0.200)]
    [InlineData(4, 4, 0, 0.014)]
    [InlineData(4, 4, 4, 0.171)]
    [InlineData(5, 5, 0, 0.004)]
    [InlineData(5, 5, 4, 0.048)]
    public void Small_samples_have_the_probabilities_of_the_published_table(int n, int m, int u, double probability) =>
        MannWhitney.AtMost(u, n, m).Should().BeApproximately(probability, 0.0006);

    // The critical values of U in the textbooks, one-sided: the largest U that is at most so probable.
    [Theory]
    [InlineData(5, 5, 0.025, 2)]
    [InlineData(8, 8, 0.025, 13)]
    [InlineData(10, 10, 0.025, 23)]
    [InlineData(10, 10, 0.05, 27)]
    [InlineData(5, 20, 0.025, 20)]
    [InlineData(20, 20, 0.025, 127)]
    public void The_critical_values_are_those_of_the_textbooks(int n, int m, double alpha, int u)
    {
        MannWhitney.AtMost(u, n, m).Should().BeLessThanOrEqualTo(alpha);
        MannWhitney.AtMost(u + 1, n, m).Should().BeGreaterThan(alpha);
    }

    [Fact]
    public void Every_value_above_every_other_is_the_rarest_order_of_all()
    {
        MannWhitney.Larger([6, 7, 8], [1, 2, 3, 4]).Should().BeApproximately(1 / 35.0, 1e-12);
        MannWhitney.Larger([1, 2, 3], [6, 7, 8, 9]).Should().Be(1);
    }

    [Fact]
    public void Infinity_is_a_value_like_any_other() =>
        MannWhitney.Larger([6, 7, double.PositiveInfinity], [1, 2, 3, 4]).Should().BeApproximately(1 / 35.0, 1e-12);

    // 2 and 2 of {1, 2, 2, 3}: U = 0.5, its variance 2 * 2 / 12 * (5 - 6 / 12) = 1.5, so z = (0.5 + 0.5 - 2) / 1.2247.
    [Fact]
    public void Ties_take_the_normal_approximation_with_its_corrections() =>
        MannWhitney.Larger([2, 3], [1, 2]).Should().BeApproximately(0.2071, 0.0001);

    [Fact]
    public void Beyond_50_values_the_approximation_is_close_to_the_exact_probability()
    {
        double[] before = [.. Enumerable.Range(0, 46).Select(i => (double)i)], recent = [28.5, 33.5, 35.5, 39.5, 50];

        MannWhitney.Larger(recent, before).Should().BeApproximately(MannWhitney.AtMost(17 + 12 + 10 + 6, 5, 46), 0.002);
    }

    [Fact]
    public void Equal_values_prove_nothing() => MannWhitney.Larger([1, 1, 1], [1, 1, 1, 1]).Should().Be(1);

    [Fact]
    public void No_values_are_refused() =>
        FluentActions.Invoking(() => MannWhitney.Larger([], [1])).Should().Throw<ArgumentException>().WithMessage("*values on both sides*");
}
