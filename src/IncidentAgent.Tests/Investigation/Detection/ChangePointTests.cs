using IncidentAgent.Investigation.Detection;

namespace IncidentAgent.Tests.Investigation.Detection;

public sealed class ChangePointTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(20)]
    [InlineData(28)]
    public void It_is_where_the_level_shifts(int shift)
    {
        var random = new Random(shift);
        var values = Enumerable.Range(0, 30).Select(bin => (bin < shift ? 100 : 150) + (10 * random.NextDouble())).ToList();

        ChangePoint.Of(values, leastBefore: 3).Should().Be(shift);
    }

    [Fact]
    public void A_wild_value_before_it_does_not_move_it() =>
        ChangePoint.Of([1, 1, 1, 900, 1, 1, 1, 5, 5, 5, 5], leastBefore: 3).Should().Be(7);

    [Fact]
    public void Gaps_count_for_neither_part() =>
        ChangePoint.Of([1, double.NaN, 1, 1, double.NaN, 5, double.NaN, 5], leastBefore: 3).Should().Be(5);

    [Fact]
    public void A_series_that_is_too_short_has_none() => ChangePoint.Of([1, 2, 3], leastBefore: 3).Should().BeNull();
}
