using ServiceLevels.Statistics;

namespace IncidentAgent.Tests.ServiceLevels.Statistics;

public sealed class ExactBinomialTests
{
    // In %: solved for by bisection of the binomial sums, which is how Clopper and Pearson define them.
    [Theory]
    [InlineData(10, 0, 0, 30.85)]
    [InlineData(10, 1, 0.25, 44.50)]
    [InlineData(10, 5, 18.71, 81.29)]
    [InlineData(20, 2, 1.23, 31.70)]
    [InlineData(50, 5, 3.33, 21.81)]
    [InlineData(100, 10, 4.90, 17.62)]
    [InlineData(100, 50, 39.83, 60.17)]
    [InlineData(1000, 10, 0.48, 1.83)]
    [InlineData(10, 10, 69.15, 100)]
    public void The_limits_are_where_so_many_become_too_improbable(int n, int k, double lower, double upper)
    {
        (100 * ExactBinomial.Lower(n, k, 0.025)).Should().BeApproximately(lower, 0.006);
        (100 * ExactBinomial.Upper(n, k, 0.025)).Should().BeApproximately(upper, 0.006);
    }

    // Summed in rational numbers.
    [Theory]
    [InlineData(100, 9, 0.05, 0.971812, 0.063090)]
    [InlineData(100, 10, 0.05, 0.988528, 0.028188)]
    [InlineData(100, 4, 0.01, 0.996568, 0.018374)]
    [InlineData(20, 15, 0.5, 0.994091, 0.020695)]
    public void A_tail_is_the_sum_of_its_probabilities(int n, int k, double p, double atMost, double atLeast)
    {
        ExactBinomial.AtMost(n, k, p).Should().BeApproximately(atMost, 1e-6);
        ExactBinomial.AtLeast(n, k, p).Should().BeApproximately(atLeast, 1e-6);
    }

    [Fact]
    public void Limits_and_tails_are_two_sides_of_the_same()
    {
        var upper = ExactBinomial.Upper(41.7, 3.2, 0.05);

        ExactBinomial.AtMost(41.7, 3.2, upper).Should().BeApproximately(0.05, 1e-9, "counts divided by a design effect are fractions");
        ExactBinomial.AtLeast(41.7, 3.2, ExactBinomial.Lower(41.7, 3.2, 0.05)).Should().BeApproximately(0.05, 1e-9);
    }

    [Theory]
    [InlineData(0.5, 5)]
    [InlineData(0.1, 29)]
    [InlineData(0.05, 59)]
    [InlineData(0.01, 299)]
    [InlineData(0.001, 2995)]
    public void So_many_without_a_hit_prove_a_share(double p, int fewest)
    {
        ExactBinomial.FewestWithoutAHit(p, 0.05).Should().Be(fewest);
        (ExactBinomial.Upper(fewest, 0, 0.05) <= p, ExactBinomial.Upper(fewest - 1, 0, 0.05) <= p).Should().Be((true, false));
    }

    [Fact]
    public void A_million_samples_are_no_different() => ExactBinomial.Upper(1e6, 1e4, 0.05).Should().BeInRange(0.01016, 0.01017);
}
