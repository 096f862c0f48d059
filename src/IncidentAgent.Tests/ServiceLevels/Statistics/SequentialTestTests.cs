using ServiceLevels.Statistics;

namespace IncidentAgent.Tests.ServiceLevels.Statistics;

public sealed class SequentialTestTests
{
    // ln(99) / ln(0.99 / 0.95) and ln(99) / ln(0.998 / 0.99), rounded up.
    [Theory]
    [InlineData(0.05, 112)]
    [InlineData(0.01, 571)]
    public void A_clean_run_stops_after_as_many_as_Wald_says(double allowed, int stop)
    {
        Of(stop - 1, 0, allowed).Should().Be(Decision.GoOn);
        Of(stop, 0, allowed).Should().Be(Decision.Below);
    }

    [Fact]
    public void Three_of_eight_are_no_small_share_and_three_of_nine_may_be()
    {
        Of(8, 3, 0.05).Should().Be(Decision.NotBelow);
        Of(9, 3, 0.05).Should().Be(Decision.GoOn);
    }

    [Fact]
    public void Bursts_that_resemble_each_other_take_longer()
    {
        SequentialTest.Of(new ClusteredCount([.. Enumerable.Repeat(new BurstCount(1, 100), 8)]), 0.05, 0.01).Should().Be(Decision.Below);
        SequentialTest.Of(new ClusteredCount([new(8, 100), .. Enumerable.Repeat(new BurstCount(0, 100), 7)]), 0.05, 0.01).Should().Be(Decision.GoOn);
    }

    private static Decision Of(int n, int against, double allowed) => SequentialTest.Of(new ClusteredCount([new(against, n)]), allowed, 0.01);
}
