using Benchmarks.Reporting;

namespace IncidentAgent.Tests.Benchmarks;

public sealed class SpreadTests
{
    [Fact]
    public void Of_nine_rounds_it_is_the_fifth_between_the_second_and_the_eighth() =>
        Spread.Of([900, 100, 800, 200, 700, 300, 600, 400, 500]).Should().Be(new Spread(500, 200, 800, 9));

    [Fact]
    public void Of_few_rounds_it_is_the_middle_between_the_smallest_and_the_largest() =>
        Spread.Of([4, 1, 2, 3]).Should().Be(new Spread(2.5, 1, 4, 4));

    [Fact]
    public void Of_nothing_there_is_none()
    {
        var spread = () => Spread.Of([]);

        spread.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_ratio_compares_what_was_measured_in_the_same_round() =>
        Spread.OfRatios([10, 40, 90], [100, 200, 300]).Should().Be(new Spread(0.2, 0.1, 0.3, 3));

    [Fact]
    public void A_round_in_which_the_reference_did_nothing_has_no_ratio()
    {
        Spread.OfRatios([10, 40], [0, 200]).Should().Be(new Spread(0.2, 0.2, 0.2, 1));
        Spread.OfRatios([10], [0]).Should().BeNull();
    }
}
