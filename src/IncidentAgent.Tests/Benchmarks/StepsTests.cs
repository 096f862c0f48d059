using Benchmarks.Growth;

namespace IncidentAgent.Tests.Benchmarks;

public sealed class StepsTests
{
    [Theory]
    [InlineData(1000, 1000, new[] { 1000 })]
    [InlineData(1000, 100_000, new[] { 1000, 10_000, 100_000 })]
    [InlineData(1, 250, new[] { 1, 10, 100, 250 })]
    [InlineData(1, int.MaxValue, new[] { 1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, int.MaxValue })]
    public void Each_is_ten_times_the_last_and_the_last_one_is_the_most(int first, int most, int[] steps) => Steps.OfTen(first, most).Should().Equal(steps);
}
