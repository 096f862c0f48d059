using ServiceLevels.Statistics;

namespace IncidentAgent.Tests.ServiceLevels.Statistics;

public sealed class DesignEffectTests
{
    // By hand: 3 bursts of 10 with 0, 2 and 4 against: MSB 0.4, MSW 4/27, rho 34/234, so 1 + 9 rho.
    [Fact]
    public void It_is_what_an_analysis_of_variance_by_hand_gives() =>
        DesignEffect.Of([new(0, 10), new(2, 10), new(4, 10)]).Should().BeApproximately(1 + (9 * (0.4 - (4.0 / 27)) / (0.4 + (9 * 4.0 / 27))), 1e-12);

    [Fact]
    public void Bursts_that_are_wholly_bad_or_wholly_good_are_worth_one_sample_each() =>
        DesignEffect.Of([new(50, 50), new(0, 50), new(0, 50), new(0, 50)]).Should().BeApproximately(50, 1e-9);

    [Fact]
    public void Bursts_that_are_more_alike_than_chance_are_worth_no_more_than_independent_samples() =>
        DesignEffect.Of([new(5, 10), new(5, 10), new(5, 10)]).Should().Be(1);

    [Fact]
    public void Where_it_cannot_be_told_it_is_one()
    {
        DesignEffect.Of([new(7, 100)]).Should().Be(1, "it is a single burst");
        DesignEffect.Of([new(0, 100), new(0, 100)]).Should().Be(1, "nothing is against");
        DesignEffect.Of([new(100, 100), new(100, 100)]).Should().Be(1, "everything is against");
        DesignEffect.Of([new(1, 1), new(0, 1), new(1, 1)]).Should().Be(1, "no burst has two samples");
    }

    [Fact]
    public void Few_bursts_are_worth_less_because_their_effect_is_uncertain()
    {
        var count = new ClusteredCount([.. Enumerable.Repeat(new BurstCount(0, 100), 5)]);

        // t(499) and t(4) at 95 % are 1.6479 and 2.1318 in every table.
        count.Worth(0.05).Should().BeApproximately(Math.Pow(1.6479 / 2.1318, 2), 1e-4);
        new ClusteredCount([new(0, 500)]).Worth(0.05).Should().Be(1);
        new ClusteredCount([.. Enumerable.Repeat(new BurstCount(0, 1), 500)]).Worth(0.05).Should().Be(1);
    }

    [Fact]
    public void The_probability_of_a_count_in_bursts_is_the_level_at_which_the_test_turns()
    {
        var count = new ClusteredCount([new(9, 100), new(8, 100), new(12, 100), new(7, 100), new(10, 100), new(11, 100)]);

        var p = count.PValueOf(0.05);

        var (n, k) = (600 * count.Worth(p), 57 * count.Worth(p));
        ExactBinomial.AtLeast(n, k, 0.05).Should().BeApproximately(p, 1e-4 * p);
        p.Should().BeGreaterThan(ExactBinomial.AtLeast(600, 57, 0.05));
    }
}
