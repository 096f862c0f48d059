using IncidentAgent.Investigation.Detection;

namespace IncidentAgent.Tests.Investigation.Detection;

/// <summary>What every detector keeps, and the two flaws that made older ones useless.</summary>
public sealed class DetectorTests
{
    private const int Day = 24;

    public static TheoryData<string> All => ["z-score", "ewma", "percentile", "seasonal"];

    [Theory]
    [MemberData(nameof(All))]
    public void A_value_ten_times_as_high_fires(string name) => Detector(name).Judge(Quiet(120), [1000]).Single().Fires.Should().BeTrue();

    [Theory]
    [MemberData(nameof(All))]
    public void Ordinary_values_are_silent(string name) =>
        Detector(name).Judge(Quiet(120), Quiet(48)).Should().NotContain(reading => reading.Fires);

    [Theory]
    [MemberData(nameof(All))]
    public void A_value_is_not_part_of_its_own_baseline(string name)
    {
        // With the value itself in its baseline the z-score of n values is at most (n - 1) / sqrt(n), however high the value: here 11.
        var high = Detector(name).Judge(Quiet(120), [1e6]).Single().Score;
        var higher = Detector(name).Judge(Quiet(120), [1e9]).Single().Score;

        (higher / high).Should().BeApproximately(1000, 1);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Without_a_history_it_is_silent(string name) => Detector(name).Judge([100, 101], [1e9]).Single().Should().Be(default(Reading));

    [Theory]
    [MemberData(nameof(All))]
    public void What_is_no_number_is_not_out_of_the_ordinary_and_changes_nothing(string name)
    {
        var gaps = Detector(name).Judge([.. Quiet(120), double.NaN], [double.NaN, double.PositiveInfinity, 1000]);

        gaps.Select(reading => reading.Fires).Should().Equal(false, false, true);
    }

    [Theory]
    [InlineData(0.2, 2.5)]
    [InlineData(0.3, 2.0)]
    public void A_control_chart_fires_whatever_its_weight(double weight, double limit)
    {
        // A mean and a variance that take the value in first score at most (1 - weight) / sqrt(weight): 1.8 and 1.3, below these limits for ever.
        new EwmaChart(weight, limit).Judge(Quiet(50), [150]).Single().Fires.Should().BeTrue();
    }

    [Fact]
    public void A_control_chart_sees_a_small_shift_that_no_single_value_shows()
    {
        var history = Quiet(100);
        var shifted = Quiet(30).Select(value => value + (1.5 * RobustStatistics.Spread(history))).ToList();

        new EwmaChart().Judge(history, shifted).Should().Contain(reading => reading.Fires);
        new RobustZScore(Threshold: 6).Judge(history, shifted).Should().NotContain(reading => reading.Fires);
    }

    [Fact]
    public void The_exact_limits_of_a_control_chart_hold_for_its_first_value()
    {
        double[] history = [.. Enumerable.Repeat(new[] { -1.0, 0, 1 }, 10).SelectMany(values => values)];

        // The first average has the standard deviation weight * sigma; sigma is 1.4826 here.
        new EwmaChart(Weight: 0.2).Judge(history, [14.826]).Single().Score.Should().BeApproximately(10, 1e-9);
    }

    [Fact]
    public void A_step_is_told_for_as_long_as_it_lasts() =>
        new RollingPercentile().Judge(Quiet(100), [.. Enumerable.Repeat(1000.0, 500)]).Should().OnlyContain(reading => reading.Fires);

    [Fact]
    public void What_is_usual_at_noon_is_strange_at_night()
    {
        var days = Enumerable.Range(0, 5 * Day).Select(hour => (hour % Day == 12 ? 500.0 : 100) + (hour % 7)).ToList();

        var noon = new SeasonalBaseline(Day, Neighbours: 0).Judge(days, [.. Enumerable.Repeat(101.0, 12), 503]);
        var night = new SeasonalBaseline(Day, Neighbours: 0).Judge(days, [503]);

        noon[12].Fires.Should().BeFalse();
        night.Single().Fires.Should().BeTrue();
    }

    [Fact]
    public void The_modified_z_score_is_that_of_the_book()
    {
        // Iglewicz and Hoaglin: 0.6745 * (x - median) / MAD, here with median 5.5 and MAD 2.5.
        double[] history = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

        new RobustZScore().Judge(history, [18.5]).Single().Score.Should().BeApproximately(0.6745 * 13 / 2.5, 1e-12);
    }

    private static IDetector Detector(string name) => name switch
    {
        "z-score" => new RobustZScore(),
        "ewma" => new EwmaChart(),
        "percentile" => new RollingPercentile(),
        _ => new SeasonalBaseline(Day),
    };

    /// <summary>About 100, give or take 5, the same every day.</summary>
    private static List<double> Quiet(int count)
    {
        var random = new Random(7);
        var day = Enumerable.Range(0, Day).Select(_ => 95 + (10 * random.NextDouble())).ToList();
        return [.. Enumerable.Range(0, count).Select(hour => day[hour % Day])];
    }
}
