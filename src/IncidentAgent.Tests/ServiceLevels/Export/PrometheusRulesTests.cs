using IncidentAgent.Tests.Support;
using ServiceLevels.Export;

namespace IncidentAgent.Tests.ServiceLevels.Export;

/// <summary>What the rules make of traffic, judged by Prometheus' own tool.</summary>
public sealed class PrometheusRulesTests
{
    private static readonly ServiceMetrics Metrics = ServiceMetrics.Parse("""
        service: shop
        metrics:
          - { name: orders, objectives: [order], histogram: order_seconds }
        """);

    private static readonly ExportPlan Plan = ExportPlan.Of(
        [new Promise("order", "It is taken", "a.feature:1", 30, [new("P99 latency", "< 1 s", "< 2 s"), new("P50 latency", "< 1 s", "< 2 s")])], Metrics);

    [NeedsFact(Promtool.Program)]
    public Task Nothing_fires_without_traffic() => Holds("""
        - series: other
          values: 0x60
        """, at: "1h", "ALERTS", "[]");

    [NeedsFact(Promtool.Program)]
    public Task A_service_that_has_never_answered_pages() => Holds("""
        - series: order_seconds_count{outcome="failed"}
          values: 0+60x60
        """, at: "1h", """count(ALERTS{severity="page",alertstate="firing",objective="order-p99"})""", "[{ labels: '{}', value: 1 }]");

    [NeedsFact(Promtool.Program)]
    public Task What_the_sender_got_wrong_counts_nowhere() => Holds("""
        - series: order_seconds_count{outcome="rejected"}
          values: 0+60x60
        - series: order_seconds_count{outcome="accepted"}
          values: 0+1x60
        - series: order_seconds_bucket{outcome="accepted",le="2"}
          values: 0+1x60
        """, at: "1h", """slo:error_ratio:rate1h{objective="order-p99"}""", """[{ labels: 'slo:error_ratio:rate1h{objective="order-p99",service="shop",slo="order"}', value: 0 }]""");

    [NeedsTheory(Promtool.Program)]
    [InlineData("2")]
    [InlineData("2.0")]
    public Task The_end_of_a_bucket_is_found_however_it_is_written(string end) => Holds($$"""
        - series: order_seconds_count{outcome="accepted"}
          values: 0+60x60
        - series: order_seconds_bucket{outcome="accepted",le="{{end}}"}
          values: 0+60x60
        """, at: "1h", "ALERTS", "[]");

    [NeedsFact(Promtool.Program)]
    public Task The_page_ends_soon_after_the_trouble() => Holds("""
        - series: order_seconds_count{outcome="accepted"}
          values: 0+60x240
        - series: order_seconds_bucket{outcome="accepted",le="2"}
          values: 0+60x120 7200+50x20 8260+60x100
        """, at: "220m", """ALERTS{severity="page"}""", "[]", firedBefore: "140m");

    [NeedsFact(Promtool.Program)]
    public Task A_median_is_recorded_and_never_alerts() => Holds("""
        - series: order_seconds_count{outcome="accepted"}
          values: 0+60x60
        """, at: "1h", """count(ALERTS{objective="order-p50"}) or slo:error_ratio:rate3d{objective="order-p50"}""",
        """[{ labels: 'slo:error_ratio:rate3d{objective="order-p50",service="shop",slo="order"}', value: 1 }]""");

    private static async Task Holds(string series, string at, string query, string samples, string? firedBefore = null)
    {
        using var folder = new TemporaryDirectory();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "rules.yaml"), PrometheusRules.Write(Plan));
        var file = Path.Combine(folder.Path, "test.yaml");
        await File.WriteAllTextAsync(file, $$"""
            rule_files: [rules.yaml]
            evaluation_interval: 5m
            tests:
            - interval: 1m
              input_series:
            {{series}}
              promql_expr_test:
              - { expr: '{{query}}', eval_time: {{at}}, exp_samples: {{samples}} }
              {{(firedBefore is null ? "" : $$"""- { expr: 'count({{query}})', eval_time: {{firedBefore}}, exp_samples: [{ labels: '{}', value: 1 }] }""")}}
            """);

        var (exitCode, said) = await Promtool.RunAsync("test", "rules", file);

        exitCode.Should().Be(0, said);
    }
}
