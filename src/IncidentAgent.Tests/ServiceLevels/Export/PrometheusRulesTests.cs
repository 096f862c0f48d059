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
    public Task Nothing_fires_without_traffic() => Holds([("other", "0x60")], at: "1h", "ALERTS", "[]");

    [NeedsFact(Promtool.Program)]
    public Task A_service_that_has_never_answered_pages() => Holds(
        [("""order_seconds_count{outcome="failed"}""", "0+60x60")],
        at: "1h", """count(ALERTS{severity="page",alertstate="firing",objective="order-p99"})""", "[{ labels: '{}', value: 1 }]");

    [NeedsFact(Promtool.Program)]
    public Task What_the_sender_got_wrong_counts_nowhere() => Holds(
        [
            ("""order_seconds_count{outcome="rejected"}""", "0+60x60"),
            ("""order_seconds_count{outcome="accepted"}""", "0+1x60"),
            ("""order_seconds_bucket{outcome="accepted",le="2"}""", "0+1x60"),
        ],
        at: "1h", """slo:error_ratio:rate1h{objective="order-p99"}""", Recorded("rate1h", "order-p99", 0));

    [NeedsTheory(Promtool.Program)]
    [InlineData("2")]
    [InlineData("2.0")]
    public Task The_end_of_a_bucket_is_found_however_it_is_written(string end) => Holds(
        [("""order_seconds_count{outcome="accepted"}""", "0+60x60"), ($$"""order_seconds_bucket{outcome="accepted",le="{{end}}"}""", "0+60x60")],
        at: "1h", "ALERTS", "[]");

    [NeedsTheory(Promtool.Program)]
    [InlineData("140m", "[{ labels: '{}', value: 1 }]")]
    [InlineData("180m", "[]")]
    public Task The_page_ends_soon_after_the_trouble_though_the_long_windows_still_hold_it(string at, string samples) => Holds(
        [
            ("""order_seconds_count{outcome="accepted"}""", "0+60x240"),
            ("""order_seconds_bucket{outcome="accepted",le="2"}""", "0+60x120 7200+0x19 7260+60x100"),
        ],
        at, """count(ALERTS{severity="page",alertstate="firing"})""", samples);

    [NeedsFact(Promtool.Program)]
    public Task A_median_is_recorded_and_never_alerts() => Holds(
        [("""order_seconds_count{outcome="accepted"}""", "0+60x60")],
        at: "1h", """ALERTS{objective="order-p50"} or slo:error_ratio:rate3d{objective="order-p50"}""", Recorded("rate3d", "order-p50", 1));

    private static string Recorded(string rate, string objective, int value) =>
        $$"""[{ labels: 'slo:error_ratio:{{rate}}{objective="{{objective}}",service="shop",slo="order"}', value: {{value}} }]""";

    private static async Task Holds(IReadOnlyList<(string Series, string Values)> input, string at, string query, string samples)
    {
        using var folder = new TemporaryDirectory();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "rules.yaml"), PrometheusRules.Write(Plan));
        var file = Path.Combine(folder.Path, "test.yaml");
        await File.WriteAllTextAsync(file, $$"""
            rule_files: [rules.yaml]
            evaluation_interval: 5m
            tests:
            - interval: 1m
              input_series: [{{string.Join(", ", input.Select(one => $"{{ series: '{one.Series}', values: {one.Values} }}"))}}]
              promql_expr_test:
              - { expr: '{{query}}', eval_time: {{at}}, exp_samples: {{samples}} }
            """);

        var (exitCode, said) = await Promtool.RunAsync("test", "rules", file);

        exitCode.Should().Be(0, said);
    }
}
