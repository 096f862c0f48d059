using IncidentAgent.Tests.ServiceLevels.History;
using IncidentAgent.Tests.Support;
using LivingDocs.Coverage;
using LivingDocs.Objectives;
using LivingDocs.Suite;

namespace IncidentAgent.Tests.LivingDocs.Coverage;

public sealed class FoundingTableTests
{
    [Theory]
    [InlineData("< 0.7 s", "< 1 s", true)]
    [InlineData("< 700 ms", "< 1000 ms", true)]
    [InlineData("< 700 ms", "< 1100 ms", false)]
    [InlineData("< 800 ms", "< 1000 ms", false)]
    [InlineData("<= 700 ms", "< 1000 ms", false)]
    public void A_promise_is_found_by_its_bounds_however_they_are_written(string target, string threshold, bool isFound)
    {
        var stories = ObjectiveStories.Of(SuiteRun.None, [Runs.Found(1, 0.1)]);

        new FoundingPromise("P95", "P95 latency", target, threshold).In(stories).Any().Should().Be(isFound);
    }

    [Fact]
    public void The_founding_table_of_the_service_is_whole()
    {
        var table = FoundingTable.Read(Path.Combine(AppContext.BaseDirectory, "Data", "founding.json"));

        table.Requirements.Should().Be(20);
        table.Promises.Select(promise => $"{promise.Measure} {promise.Target} {promise.Threshold}").Should().Equal(
            "success rate = 100 % >= 95 %",
            "mean latency < 1 s < 1.5 s",
            "P50 latency < 300 ms < 500 ms",
            "P95 latency < 700 ms < 1000 ms",
            "P99 latency < 1000 ms < 2000 ms",
            "P95 latency < 3 s < 5 s",
            "error rate = 0 % < 1 %",
            "throughput > 40 alerts/s > 20 alerts/s",
            "P50 latency < 100 ms < 200 ms");
    }

    [Fact]
    public void What_is_no_founding_table_says_what_one_is()
    {
        using var folder = new TemporaryDirectory();
        var path = Path.Combine(folder.Path, "founding.json");
        File.WriteAllText(path, "{\"requirements\": 20}");

        var read = () => FoundingTable.Read(path);

        read.Should().Throw<FormatException>().WithMessage($"{path} must hold*\"promises\"*");
    }
}
