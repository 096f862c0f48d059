using System.Diagnostics;
using ServiceLevels.Load;
using static IncidentAgent.Tests.ServiceLevels.Given;

namespace IncidentAgent.Tests.ServiceLevels.Load;

public sealed class MergedMeasurementTests
{
    [Fact]
    public void Indices_and_waves_go_on_counting_and_instants_count_from_the_beginning_of_the_first()
    {
        var merged = Measurement.Merge([Burst(beganAtSecond: 0, 10, 20), Burst(beganAtSecond: 3, 30, 40)]);

        merged.Samples.Select(sample => (sample.Index, sample.Wave, sample.Planned.TotalSeconds)).Should()
            .Equal((0, 0, 0), (1, 0, 0), (2, 1, 3), (3, 1, 3));
        merged.Percentile(75).Should().Be(Ms(30));
        merged.Wave(1).Mean.Should().Be(Ms(35));
        merged.Arrivals.ToString().Should().Be("2 times 2 at once");
    }

    [Fact]
    public void The_pause_between_two_loads_is_no_part_of_their_time()
    {
        var merged = Measurement.Merge([Burst(beganAtSecond: 0, 500), Burst(beganAtSecond: 100, 500)]);

        merged.TotalTime.Should().Be(TimeSpan.FromSeconds(1));
        merged.Throughput.Should().Be(2);
        merged.Where(sample => sample.Wave == 1).TotalTime.Should().Be(TimeSpan.FromSeconds(0.5));
        merged.Where(_ => true).TotalTime.Should().Be(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Loads_that_ran_side_by_side_share_their_time()
    {
        var merged = Measurement.Merge([Burst(beganAtSecond: 2, 2000), Burst(beganAtSecond: 0, 3000), Burst(beganAtSecond: 1, 500)]);

        merged.TotalTime.Should().Be(TimeSpan.FromSeconds(4));
    }

    [Fact]
    public void Measurements_too_large_together_are_merged_as_histograms()
    {
        var halfAndOne = Responses(Enumerable.Repeat(20, (Measurement.MostSamples / 2) + 1));

        var merged = Measurement.Merge([halfAndOne, halfAndOne]);

        merged.Samples.Should().BeEmpty();
        merged.Accepted.Should().Be(Measurement.MostSamples + 2);
        merged.Histogram.TotalCount.Should().Be(Measurement.MostSamples + 2);
        merged.Percentile(99).Should().BeCloseTo(Ms(20), Ms(0.02));
    }

    [Fact]
    public async Task The_same_error_in_two_loads_is_one()
    {
        var first = await LoadGenerator.RunAsync(new Arrivals.AtOnce(2), (_, _) => throw new IOException("Broken pipe"));
        var second = await LoadGenerator.RunAsync(new Arrivals.AtOnce(3), (_, _) => throw new IOException("Broken pipe"));

        var merged = Measurement.Merge([first, second]);

        merged.Errors.Should().Equal(new LoadError("Broken pipe", 5));
        merged.Where(sample => sample.Outcome is Outcome.Accepted).Errors.Should().BeEmpty();
    }

    [Fact]
    public void Of_no_measurement_there_is_no_sum()
    {
        var merge = () => Measurement.Merge([]);

        merge.Should().Throw<ArgumentException>();
    }

    private static Measurement Burst(int beganAtSecond, params int[] responses) => Measurement.Of(
        new Arrivals.AtOnce(responses.Length),
        responses.Select((response, i) => Sample(i, planned: 0, response)),
        beganAtSecond * Stopwatch.Frequency);
}
