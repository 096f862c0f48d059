using ServiceLevels.Statistics;

namespace IncidentAgent.Tests.ServiceLevels.Statistics;

public sealed class EDivisiveTests
{
    [Fact]
    public void A_level_that_changed_begins_where_it_changed() =>
        EDivisive.Splits(Levels((20, 1), (10, 1.3))).Should().Equal(20);

    [Fact]
    public void A_change_that_was_taken_back_is_two() =>
        EDivisive.Splits(Levels((40, 1), (10, 1.3), (40, 1))).Should().Equal(40, 50);

    [Fact]
    public void A_long_history_has_all_its_changes() =>
        EDivisive.Splits(Levels((100, 1), (50, 1.2), (150, 0.9), (100, 1.1))).Should().Equal(100, 150, 300);

    [Fact]
    public void A_wild_run_is_no_level()
    {
        var series = Levels((40, 1));
        series[25] = 3;

        EDivisive.Splits(series).Should().BeEmpty();
    }

    [Fact]
    public void A_short_or_even_history_has_none()
    {
        EDivisive.Splits([]).Should().BeEmpty();
        EDivisive.Splits([1, 1, 2, 2, 2]).Should().BeEmpty();
        EDivisive.Splits([.. Enumerable.Repeat(1.0, 80)]).Should().BeEmpty();
    }

    [Fact]
    public void The_statistic_is_the_one_of_the_definition()
    {
        var seen = 0;
        for (var seed = 0; seed < 40; seed++)
        {
            double[] series = [.. new Chance(seed).Normal(29).Select((value, i) => i < 21 ? value : value + 1.5)];
            if (EDivisive.Splits(series) is [var split])
            {
                seen++;
                split.Should().Be(Enumerable.Range(3, series.Length - 5).MaxBy(at => Q(series[..at], series[at..])));
            }
        }

        seen.Should().BeGreaterThan(10);
    }

    // A quarter of them three runs later, three quarters five runs later, all of them ten runs later.
    [Theory]
    [InlineData(3, 22, 32)]
    [InlineData(5, 69, 79)]
    [InlineData(10, 99, 100)]
    public void A_change_of_20_percent_among_runs_that_vary_by_5_percent_is_seen_runs_later(int later, double fewest, double most) =>
        Share(1000, chance => EDivisive.Splits(Logs(chance, 30, later, 1.2)).Count > 0).Should().BeInRange(fewest, most);

    [Fact]
    public void Of_unchanged_histories_of_35_runs_few_have_a_change() =>
        Share(2000, chance => EDivisive.Splits(Logs(chance, 35, 0, 1)).Count > 0).Should().BeInRange(1, 5, "the split that is tested was chosen");

    private static double Share(int histories, Predicate<Chance> happens)
    {
        var chance = new Chance(20);
        return 100.0 * Enumerable.Range(0, histories).Count(_ => happens(chance)) / histories;
    }

    private static double[] Logs(Chance chance, int before, int after, double factor) =>
        [.. chance.Runs(before + after, 0.05).Select((figure, run) => Math.Log(run < before ? figure : figure * factor))];

    private static double[] Levels(params (int Runs, double Level)[] levels)
    {
        var chance = new Chance(7);
        return [.. levels.SelectMany(level => chance.Normal(level.Runs).Select(value => level.Level + (0.01 * value)))];
    }

    private static double Q(double[] left, double[] right)
    {
        double n = left.Length, m = right.Length;
        return n * m / (n + m) * ((2 * Mean(left, right)) - (Mean(left, left) * n / (n - 1)) - (Mean(right, right) * m / (m - 1)));
    }

    private static double Mean(double[] left, double[] right) =>
        left.SelectMany(one => right.Select(other => Math.Abs(one - other))).Average();
}
