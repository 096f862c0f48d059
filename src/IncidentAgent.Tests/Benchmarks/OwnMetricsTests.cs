using Benchmarks.Subjects;

namespace IncidentAgent.Tests.Benchmarks;

public sealed class OwnMetricsTests
{
    private const string Said =
        """
        # TYPE commits counter
        commits_total 12
        commits_total_created 1767579000.1
        # TYPE outbox gauge
        outbox{destination="slack:ops",state="pending"} 3 1767579000123
        outbox{destination="slack:ops",state="dead"} 1.5 1767579000123
        """;

    [Theory]
    [InlineData("commits_total", 12)]
    [InlineData("outbox", 4.5)]
    public void A_counter_is_the_sum_over_its_labels(string name, double value) => OwnMetrics.Read(Said, name).Should().Be(value);

    [Fact]
    public void A_counter_that_is_not_there_is_not_zero() => OwnMetrics.Read(Said, "flushes_total").Should().BeNull();
}
