using ServiceLevels.Export;

namespace IncidentAgent.Tests.ServiceLevels.Export;

public sealed class ExportPlanTests
{
    private static readonly ServiceMetrics Metrics = ServiceMetrics.Parse("""
        service: shop
        metrics:
          - { name: orders, objectives: [order-*], histogram: order_seconds }
        """);

    [Fact]
    public void A_percentile_counts_what_was_answered_up_to_the_bound_among_all_that_was_asked()
    {
        var level = Planned(Row("P95 latency", "< 700 ms", "< 1000 ms")).Levels.Should().ContainSingle().Subject;

        level.Name.Should().Be("order-taken-p95");
        level.Budget.Should().Be(0.05m);
        level.Threshold.Good.ToString().Should().Be("""order_seconds_bucket{le=~"1|1\\.0",outcome=~"accepted|refused"}""");
        level.Threshold.Total.ToString().Should().Be("""order_seconds_count{outcome=~"accepted|refused|failed"}""");
        level.Aspiration!.Words.Should().Be("P95 latency < 700 ms");
        level.Aspiration.Good.ToString().Should().Be("""order_seconds_bucket{le="0.7",outcome=~"accepted|refused"}""");
    }

    [Theory]
    [InlineData("error rate", "< 0.5 %", "< 1 %", 0.99, """order_seconds_count{outcome=~"accepted|refused"}""")]
    [InlineData("success rate", ">= 99 %", ">= 95 %", 0.95, """order_seconds_count{outcome="accepted"}""")]
    public void A_rate_counts_by_outcome(string measure, string target, string threshold, decimal promised, string good)
    {
        var level = Planned(Row(measure, target, threshold)).Levels.Should().ContainSingle().Subject;

        level.Threshold.Target.Should().Be(promised);
        level.Threshold.Good.ToString().Should().Be(good);
        level.Aspiration.Should().NotBeNull();
    }

    [Theory]
    [InlineData("throughput", "> 40 alerts/s", "> 20 alerts/s", "*up to the senders*")]
    [InlineData("mean latency", "< 1 s", "< 2 s", "*write a percentile")]
    [InlineData("P95 latency", "> 1 s", "> 2 s", "*no share of events*")]
    [InlineData("P100 latency", "< 1 s", "< 2 s", "*no error budget")]
    [InlineData("error rate", "= 0 %", "= 0 %", "*no error budget")]
    [InlineData("success rate", "= 0 %", "= 0 %", "*no event*")]
    [InlineData("P95 latncy", "< 1 s", "< 2 s", "Nothing is measured by the name \"P95 latncy\"*")]
    [InlineData("P95 latency", "soon", "< 2 s", "\"soon\" is no bound*")]
    public void What_is_no_share_of_events_is_left_out_with_its_reason(string measure, string target, string threshold, string reason)
    {
        var plan = Planned(Row(measure, target, threshold));

        plan.Levels.Should().BeEmpty();
        plan.LeftOut.Should().ContainSingle().Which.Should().Match<LeftOut>(left => left.What == measure && left.Place == "a.feature:1")
            .And.Subject.As<LeftOut>().Reason.Should().Match(reason);
    }

    [Fact]
    public void A_target_of_all_events_leaves_the_threshold_alone()
    {
        var plan = Planned(Row("error rate", "= 0 %", "< 1 %"));

        plan.Levels.Should().ContainSingle().Which.Aspiration.Should().BeNull();
        plan.LeftOut.Should().ContainSingle().Which.What.Should().Be("error rate, the target = 0 %");
    }

    [Fact]
    public void A_target_that_is_the_threshold_is_said_once()
    {
        var plan = Planned(Row("P95 latency", "< 1 s", "< 1 s"));

        plan.Levels.Should().ContainSingle().Which.Aspiration.Should().BeNull();
        plan.LeftOut.Should().BeEmpty();
    }

    [Fact]
    public void Examples_that_promise_the_same_are_one_service_level_and_others_are_none()
    {
        var same = new Promise("order-taken", "So many", "a.feature:1", 30, [Row("P95 latency", "< 1 s", "< 2 s"), Row("P99 latency", "< 1 s", "< 2 s")]);
        var other = same with { Place = "b.feature:7", Rows = [Row("P95 latency", "< 1 s", "< 2 s"), Row("P99 latency", "< 1 s", "< 3 s")] };

        var plan = ExportPlan.Of([same, same, other], Metrics);

        plan.Levels.Select(level => level.Name).Should().Equal("order-taken-p95");
        plan.LeftOut.Should().ContainSingle().Which.Sentence.Should().StartWith("order-taken, P99 latency: its bounds are others in b.feature:7");
    }

    [Fact]
    public void What_no_metric_is_named_for_and_what_is_said_in_a_sentence_is_left_out()
    {
        Promise[] promises =
        [
            new("mail-sent", "A mail", "a.feature:1", 30, [Row("P95 latency", "< 1 s", "< 2 s")]),
            new("order-kept", "It stays", "a.feature:9", 30, []),
        ];

        ExportPlan.Of(promises, Metrics).LeftOut.Select(left => left.Sentence).Should().Equal(
            "mail-sent, P95 latency: no metric is named for it in slo-metrics.yaml (a.feature:1)",
            "order-kept: its promise is a sentence; only a table of objectives can be exported (a.feature:9)");
    }

    [Fact]
    public void A_file_of_metrics_that_is_not_understood_says_where() =>
        FluentActions.Invoking(() => ServiceMetrics.Parse("service: shop\nmetric: []\n")).Should().Throw<FormatException>().WithMessage("Line 2: *metric*");

    [Fact]
    public void A_histogram_has_a_bucket_for_every_bound_of_its_latencies_and_a_ladder()
    {
        Promise[] promises =
        [
            new("order-taken", "One", "a.feature:1", 30, [Row("P95 latency", "< 700 ms", "< 2 min"), Row("error rate", "= 0 %", "< 33 %")]),
            new("mail-sent", "Another", "a.feature:1", 30, [Row("P95 latency", "< 123 ms", "< 456 ms")]),
        ];

        BucketBoundaries.Of(Metrics.Metrics[0], promises).Should().Equal(
            0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.7, 1, 2.5, 5, 10, 120);
    }

    private static PromisedRow Row(string measure, string target, string threshold) => new(measure, target, threshold);

    private static ExportPlan Planned(PromisedRow row) => ExportPlan.Of([new Promise("order-taken", "It is taken", "a.feature:1", 30, [row])], Metrics);
}
