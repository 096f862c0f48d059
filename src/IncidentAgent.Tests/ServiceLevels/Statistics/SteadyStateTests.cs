using ServiceLevels.Statistics;

namespace IncidentAgent.Tests.ServiceLevels.Statistics;

public sealed class SteadyStateTests
{
    [Fact]
    public void A_warm_up_is_cut_off_where_it_ends()
    {
        var chance = new Random(3);

        SteadyState.From([.. Enumerable.Repeat(90.0, 20), .. Enumerable.Range(0, 180).Select(_ => 10 + chance.NextDouble())]).Should().Be(20);
    }

    // By hand: batch means 9, 1, 2, 1, 2, 1; sums of squares over n² of the last 6, 5, 4 and 3 are 1.370, 0.048, 0.0625 and 0.074.
    [Fact]
    public void The_cut_is_where_the_mean_of_the_rest_is_most_certain() =>
        SteadyState.From([.. new double[] { 9, 1, 2, 1, 2, 1 }.SelectMany(mean => Enumerable.Repeat(mean, 5))]).Should().Be(5);

    [Fact]
    public void What_does_not_vary_is_steady_from_the_start() => SteadyState.From([.. Enumerable.Repeat(1.0, 40)]).Should().Be(0);

    [Fact]
    public void What_keeps_falling_is_not_steady() => SteadyState.From([.. Enumerable.Range(0, 100).Select(i => 100.0 - i)]).Should().BeNull();

    [Fact]
    public void Nineteen_values_are_too_few() => SteadyState.From([.. Enumerable.Repeat(1.0, 19)]).Should().BeNull();
}
