using ServiceLevels.Statistics;

namespace IncidentAgent.Tests.ServiceLevels.Statistics;

public sealed class NearestRankTests
{
    [Theory]
    [InlineData(20, 95, 19)]
    [InlineData(20, 99, 20)]
    [InlineData(50, 95, 48)]
    [InlineData(50, 99, 50)]
    [InlineData(100, 95, 95)]
    [InlineData(100, 99, 99)]
    [InlineData(1, 50, 1)]
    [InlineData(2, 50, 1)]
    [InlineData(3, 50, 2)]
    [InlineData(int.MaxValue, 100, int.MaxValue)]
    public void Known_ranks(int n, int percent, int rank) => NearestRank.Rank(n, percent).Should().Be(rank);

    [Theory]
    [InlineData(100, "7", 7)]
    [InlineData(100, "55", 55)]
    [InlineData(1000, "99.9", 999)]
    [InlineData(1000, "0.7", 7)]
    [InlineData(999, "99.9", 999)]
    public void No_rank_is_one_too_high_for_being_computed_in_binary(int n, string percent, int rank) =>
        NearestRank.Rank(n, decimal.Parse(percent, System.Globalization.CultureInfo.InvariantCulture)).Should().Be(rank);

    [Fact]
    public void The_percentile_is_the_value_of_that_rank()
    {
        NearestRank.Of(["a", "b", "c", "d"], 50).Should().Be("b");
        NearestRank.Of(["a", "b", "c", "d"], 51).Should().Be("c");
    }

    [Fact]
    public void What_does_not_exist_is_refused()
    {
        FluentActions.Invoking(() => NearestRank.Of<int>([], 95)).Should().Throw<InvalidOperationException>().WithMessage("There is no P95 of no values.");
        FluentActions.Invoking(() => NearestRank.Rank(0, 95)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => NearestRank.Rank(10, 0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => NearestRank.Rank(10, 101)).Should().Throw<ArgumentOutOfRangeException>();
    }
}
