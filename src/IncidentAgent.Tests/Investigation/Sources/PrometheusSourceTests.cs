using IncidentAgent.Tests.Support;

namespace IncidentAgent.Tests.Investigation.Sources;

public sealed class PrometheusSourceTests
{
    [Fact]
    public async Task The_alerts_own_expression_and_the_configured_queries_are_asked_with_the_alerts_labels_as_text()
    {
        await using var prometheus = new CannedSource(Matrix());
        using var host = Samples.Host(
            ("Prometheus:Url", prometheus.Url),
            ("Prometheus:Queries:0:Title", "Requests"),
            ("Prometheus:Queries:0:Query", """rate(http_requests_total{service="{service}"}[5m])"""),
            ("Prometheus:Queries:1:Title", "Of a pod"),
            ("Prometheus:Queries:1:Query", """up{pod="{pod}"}"""));
        var alert = Samples.AlertOn("a + b > 1") with { Labels = new Dictionary<string, string> { ["service"] = "x\"} or up{job=\"y" } };

        var findings = await host.InvestigateAsync(Samples.Incident(), alert, alert);

        findings.Missing.Should().BeEmpty();
        findings.Evidence.Select(evidence => evidence.Query).Should()
            .Equal("a + b > 1", """rate(http_requests_total{service="x\x22} or up{job=\x22y"}[5m])""");
        prometheus.Ledger.Select(asked => asked["query"]).Should().BeEquivalentTo(findings.Evidence.Select(evidence => evidence.Query));
        prometheus.Ledger.Should().OnlyContain(asked => asked.Method == "POST" && asked.Path == "/api/v1/query_range");
    }

    [Fact]
    public async Task An_alert_without_an_expression_and_no_configured_query_gives_no_evidence_and_no_failure()
    {
        await using var prometheus = new CannedSource(Matrix());
        using var host = Samples.Host(("Prometheus:Url", prometheus.Url));

        var findings = await host.InvestigateAsync(Samples.Incident(), Samples.Alert("http://grafana/alerting/1"), Samples.Alert("not an address"));

        findings.Evidence.Should().BeEmpty();
        findings.Missing.Should().BeEmpty();
        prometheus.Ledger.Should().BeEmpty();
    }

    [Fact]
    public async Task The_value_says_only_what_was_measured()
    {
        var noon = Samples.Noon.ToUnixTimeSeconds();
        await using var prometheus = new CannedSource(Matrix(
            $$"""{"metric":{"__name__":"load","pod":"b"},"values":[[{{noon - 30}},"0.25"],[{{noon - 15}},"0.35"],[{{noon + 15.5}},"0.97"],[{{noon + 30}},"0.9"]]}""",
            $$"""{"metric":{"pod":"a"},"values":[[{{noon}},"0.5"]]}"""));
        using var host = Samples.Host(
            ("Prometheus:Url", prometheus.Url), ("Prometheus:Queries:0:Title", "Load"), ("Prometheus:Queries:0:Query", "load"), ("Prometheus:Queries:0:Unit", "cores"));

        var findings = await host.InvestigateAsync(Samples.Incident(), Samples.Alert());

        var evidence = findings.Evidence.Should().ContainSingle().Subject;
        evidence.Value.Should().Be("2 series; highest 0.97 cores at 12:00:15 UTC, median 0.3 cores before, last 0.9 cores, lowest 0.25 cores");
        evidence.Details.Should().Equal(
            "load{pod=\"b\"}: highest 0.97 cores at 12:00:15 UTC, median 0.3 cores before, last 0.9 cores, lowest 0.25 cores",
            "{pod=\"a\"}: highest 0.5 cores at 12:00:00 UTC, last 0.5 cores, lowest 0.5 cores");
        evidence.Link.Should().StartWith($"{prometheus.Url}/graph?g0.expr=load&g0.tab=0&g0.range_input=");
    }

    [Fact]
    public async Task Infinities_are_numbers_and_NaN_is_not()
    {
        await using var prometheus = new CannedSource(Matrix(
            """{"metric":{"le":"1"},"values":[[1,"NaN"],[2,"+Inf"],[3,"-Inf"],[4,"1e-3"]]}""",
            """{"metric":{"le":"2"},"values":[[1,"NaN"]]}"""));
        using var host = Samples.Host(("Prometheus:Url", prometheus.Url));

        var findings = await host.InvestigateAsync(Samples.Incident(), Samples.AlertOn("x"));

        findings.Evidence.Single().Details.Should().Equal("{le=\"1\"}: highest +Inf at 00:00:02 UTC, median 0.001 before, last 0.001, lowest -Inf");
        findings.Evidence.Single().Value.Should().StartWith("2 series; highest +Inf");
    }

    [Fact]
    public async Task Only_NaN_and_nothing_at_all_are_said_as_such()
    {
        await using var nothing = new CannedSource(Matrix());
        await using var notNumbers = new CannedSource(Matrix("""{"metric":{},"values":[[1,"NaN"]]}"""));
        using var first = Samples.Host(("Prometheus:Url", nothing.Url));
        using var second = Samples.Host(("Prometheus:Url", notNumbers.Url));

        (await first.InvestigateAsync(Samples.Incident(), Samples.AlertOn("x"))).Evidence.Single().Value.Should().Be("no series");
        (await second.InvestigateAsync(Samples.Incident(), Samples.AlertOn("x"))).Evidence.Single().Value.Should().Be("1 series, without a number");
    }

    [Fact]
    public async Task What_Prometheus_says_against_its_own_answer_is_told()
    {
        await using var prometheus = new CannedSource(
            """{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"histograms":[]}]},"warnings":["store a\nis down"],"infos":["rate of a gauge"]}""");
        using var host = Samples.Host(("Prometheus:Url", prometheus.Url));

        var findings = await host.InvestigateAsync(Samples.Incident(), Samples.AlertOn("x"));

        findings.Evidence.Single().Warnings.Should().Equal("store a is down", "rate of a gauge", "1 series of native histograms are not read");
    }

    [Fact]
    public async Task Of_many_series_the_highest_20_are_kept_and_the_cut_is_said()
    {
        await using var prometheus = new CannedSource(
            Matrix([.. Enumerable.Range(1, 57).Select(n => $$"""{"metric":{"n":"{{n}}"},"values":[[1,"{{n}}"]]}""")]));
        using var host = Samples.Host(("Prometheus:Url", prometheus.Url));

        var findings = await host.InvestigateAsync(Samples.Incident(), Samples.AlertOn("x"));

        var evidence = findings.Evidence.Single();
        evidence.Value.Should().StartWith("57 series; highest 57 ");
        evidence.Details.Should().HaveCount(20).And.Contain(line => line.StartsWith("{n=\"38\"}")).And.NotContain(line => line.StartsWith("{n=\"37\"}"));
        evidence.Warnings.Should().Equal("only the 20 highest of 57 series are kept");
    }

    [Fact]
    public async Task More_than_10_expressions_are_not_asked_and_that_is_said()
    {
        await using var prometheus = new CannedSource(Matrix());
        using var host = Samples.Host(("Prometheus:Url", prometheus.Url));

        var findings = await host.InvestigateAsync(Samples.Incident(), [.. Enumerable.Range(1, 12).Select(n => Samples.AlertOn($"x{n}"))]);

        findings.Evidence.Select(evidence => evidence.Id).Should().HaveCount(10).And.EndWith("prometheus-10");
        findings.Missing.Single().Reason.Should().Be("was asked only the first 10 of 12 questions");
        prometheus.Ledger.Should().HaveCount(10);
    }

    [Fact]
    public async Task A_secret_is_sent_as_a_bearer_token_or_as_a_user_with_a_password()
    {
        await using var prometheus = new CannedSource(Matrix());
        using var token = Samples.Host(("Prometheus:Url", prometheus.Url), ("Prometheus:Token", "t0p"));
        using var user = Samples.Host(("Prometheus:Url", prometheus.Url), ("Prometheus:Username", "ann"), ("Prometheus:Password", "ä:1"));

        await token.InvestigateAsync(Samples.Incident(), Samples.AlertOn("x"));
        await user.InvestigateAsync(Samples.Incident(), Samples.AlertOn("x"));

        prometheus.Ledger.Select(asked => asked.Headers["Authorization"]).Should().Equal("Bearer t0p", "Basic YW5uOsOkOjE=");
    }

    private static string Matrix(params string[] series) =>
        """{"status":"success","data":{"resultType":"matrix","result":[""" + string.Join(',', series) + "]}}";
}
