using System.Globalization;
using IncidentAgent.Investigation;
using IncidentAgent.Tests.Support;
using Microsoft.Extensions.Hosting;

namespace IncidentAgent.Tests.Investigation.Sources;

public sealed class PrometheusSignalsTests
{
    private static readonly long Noon = Samples.Noon.ToUnixTimeSeconds();

    [Fact]
    public async Task All_services_nearby_are_asked_about_at_once_over_the_history_and_the_window()
    {
        await using var prometheus = new CannedSource(Matrix(
            Series("orders", (Noon - 60, "0.1"), (Noon - 30, "NaN"), (Noon, "3.5"), (Noon + 30, "+Inf")),
            Series("payments", (Noon - 60, "0.2"), (Noon, "4")),
            Series("stranger", (Noon, "9"))));
        using var host = Host(prometheus, "Latency", """latency{service=~"{service}"}""", ("Investigation:Calls:payments:0", "orders"));

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        var evidence = findings.Evidence.Single(one => one.Source == "prometheus");
        evidence.Title.Should().Be("Latency of 2 services");
        evidence.Query.Should().Be("""latency{service=~"(?:payments|orders)"}""");
        evidence.Value.Should().Be("payments: highest 4 s at 12:00:00 UTC, median 0.2 s before, last 4 s, lowest 0.2 s; and of 1 other service");
        evidence.Details.Should().HaveCount(2).And.Contain("orders: highest 3.5 s at 12:00:00 UTC, median 0.1 s before, last 3.5 s, lowest 0.1 s");
        evidence.Warnings.Should().Equal("1 series has no label service that names one of the services");
        evidence.Facts!.Series.Select(series => series.Service).Should().Equal("payments", "orders");
        evidence.Facts.Series[1].Points.Should().Equal(new SignalPoint(Samples.Noon.AddMinutes(-1), 0.1), new SignalPoint(Samples.Noon, 3.5));
        prometheus.Ledger.Should().ContainSingle().Which.Should().Match<Asked>(asked =>
            asked["start"] == (Noon - (30 * 60) - (6 * 3600)).ToString(CultureInfo.InvariantCulture) && asked["end"] == $"{Noon + 600}" && asked["step"] == "30");
    }

    [Fact]
    public async Task A_query_that_cannot_name_several_services_is_asked_about_each()
    {
        await using var prometheus = new CannedSource(asked => Matrix(Series(null, (Noon, asked["query"]!.Contains("orders", StringComparison.Ordinal) ? "2" : "1"))));
        using var host = Host(prometheus, "Availability", """up{service="{service}"}""", ("Investigation:Calls:payments:0", "orders"));

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        findings.Evidence.Where(one => one.Source == "prometheus").Select(one => (one.Query, one.Facts!.Series.Single().Service, one.Facts.Series[0].Points[0].Value))
            .Should().Equal(("""up{service="payments"}""", "payments", 1), ("""up{service="orders"}""", "orders", 2));
    }

    [Fact]
    public async Task Requests_a_second_become_requests_in_each_step()
    {
        await using var prometheus = new CannedSource(Matrix(Series("payments", (Noon, "1.5"))));
        using var host = Host(prometheus, "Requests", """rate(x{service=~"{service}"}[2m])""");

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        findings.Evidence.Single().Facts!.Series.Single().Points.Single().Value.Should().Be(45);
        findings.Evidence.Single().Value.Should().Be("payments: highest 45 per step at 12:00:00 UTC, last 45 per step, lowest 45 per step");
    }

    [Fact]
    public async Task Of_several_series_of_a_service_the_worst_one_counts_and_that_is_said()
    {
        await using var prometheus = new CannedSource(Matrix(
            Series("payments", (Noon, "0.9"), (Noon + 30, "0.8")), Series("payments", (Noon, "0.99"), (Noon + 30, "0.4")), Series("payments", (Noon, "1"))));
        using var host = Host(prometheus, "Availability", """a{service=~"{service}"}""");

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        findings.Evidence.Single().Facts!.Series.Single().Points.Select(point => point.Value).Should().Equal(0.99, 0.4);
        findings.Evidence.Single().Warnings.Should().Equal("the query gives several series of payments: of each the worst one counts");
    }

    [Theory]
    [InlineData("""{"status":"success","data":{"resultType":"matrix","result":[]}}""")]
    [InlineData("""{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"service":"payments"},"values":[[1,"NaN"]]}]}}""")]
    public async Task A_query_that_finds_nothing_is_no_evidence(string answer)
    {
        await using var prometheus = new CannedSource(answer);
        using var host = Samples.HostAtTenPastNoon(("Prometheus:Url", prometheus.Url));

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        findings.Evidence.Should().BeEmpty();
        findings.Missing.Should().BeEmpty();
        prometheus.Ledger.Should().HaveCount(8, "each default signal was asked for");
    }

    [Fact]
    public async Task A_signal_that_is_refused_does_not_hide_the_others_nor_the_alerts_own_expression()
    {
        await using var prometheus = new CannedSource(asked => asked["query"] == "broken" ? """{"status":"error"}""" : Matrix(Series("payments", (Noon, "1"))));
        using var host = Host(prometheus, "Latency", "broken", ("Prometheus:Signals:1:Signal", "Requests"), ("Prometheus:Signals:1:Query", "fine"));

        var findings = await host.InvestigateAsync(Samples.Incident("payments"), Samples.AlertOn("own"));

        findings.Evidence.Select(one => one.Query).Should().Equal("own", "fine");
        findings.Missing.Should().Equal(new MissingEvidence("prometheus", "answered 'error' with '' where a matrix was asked for (1 of 2 questions)"));
    }

    private static IHost Host(SourceStandIn prometheus, string signal, string query, params IEnumerable<(string, string?)> more) => Samples.HostAtTenPastNoon(
        [.. more, ("Prometheus:Url", prometheus.Url), ("Prometheus:Signals:0:Signal", signal), ("Prometheus:Signals:0:Query", query)]);

    private static string Series(string? service, params IEnumerable<(long At, string Value)> points)
    {
        var metric = service is null ? "{}" : $$"""{"service":"{{service}}"}""";
        return $$"""{"metric":{{metric}},"values":[{{string.Join(',', points.Select(point => $"[{point.At},\"{point.Value}\"]"))}}]}""";
    }

    private static string Matrix(params string[] series) =>
        """{"status":"success","data":{"resultType":"matrix","result":[""" + string.Join(',', series) + "]}}";
}
