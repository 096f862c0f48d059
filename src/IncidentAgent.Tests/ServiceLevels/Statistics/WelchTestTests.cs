using ServiceLevels.Statistics;

namespace IncidentAgent.Tests.ServiceLevels.Statistics;

public sealed class WelchTestTests
{
    // The article on Welch's test in Wikipedia has these samples: t = -2.22 with 24.5 degrees of freedom, p = 0.036.
    [Fact]
    public void Two_samples_of_different_spread_have_the_published_probability() =>
        WelchTest.TwoSided(
            [19.8, 20.4, 19.6, 17.8, 18.5, 18.9, 18.3, 18.9, 19.5, 22.0],
            [28.2, 26.6, 20.1, 23.3, 25.2, 22.1, 17.7, 27.6, 20.6, 13.7, 23.2, 17.5, 20.6, 18.0, 23.9, 21.6, 24.3, 20.4, 24.0, 13.2])
        .Should().BeApproximately(0.036, 0.0005);

    // Equal sizes and variances: Student's t. The 97.5 % point of 8 degrees of freedom is 2.306.
    [Fact]
    public void With_equal_variances_it_is_the_t_of_the_tables()
    {
        double[] left = [-2, -1, 0, 1, 2];
        double[] right = [.. left.Select(value => value + 2.306)];

        WelchTest.TwoSided(left, right).Should().BeApproximately(0.05, 0.0001);
        WelchTest.TwoSided(right, left).Should().BeApproximately(0.05, 0.0001);
    }

    [Fact]
    public void Values_that_do_not_vary_are_the_same_or_not()
    {
        WelchTest.TwoSided([1, 1, 1], [1, 1]).Should().Be(1);
        WelchTest.TwoSided([1, 1, 1], [2, 2]).Should().Be(0);
    }

    [Fact]
    public void One_value_is_refused() =>
        FluentActions.Invoking(() => WelchTest.TwoSided([1], [1, 2])).Should().Throw<ArgumentOutOfRangeException>();
}
