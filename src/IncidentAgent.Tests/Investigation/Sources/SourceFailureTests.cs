using IncidentAgent.Investigation;
using IncidentAgent.Tests.Support;

namespace IncidentAgent.Tests.Investigation.Sources;

/// <summary>What every source over HTTP has in common, shown on Jaeger, Loki or Prometheus.</summary>
public sealed class SourceFailureTests
{
    private const string NoStreams = """{"status":"success","data":{"resultType":"streams","result":[]}}""";

    [Theory]
    [InlineData(400, "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error\"}", "answered 400: bad_data: parse error", 1)]
    [InlineData(422, "{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"many-to-many\"}", "answered 422: execution: many-to-many", 1)]
    [InlineData(503, "{\"status\":\"error\",\"errorType\":\"timeout\",\"error\":\"too slow\"}", "answered 503: timeout: too slow", 3)]
    [InlineData(502, "<html>\n Bad gateway</html>", "answered 502: <html> Bad gateway</html>", 3)]
    [InlineData(429, "", "answered 429", 1)]
    [InlineData(302, "login here", "answered 302: login here", 1)]
    public async Task An_error_is_told_in_the_sources_words_and_only_a_5xx_is_tried_again(int status, string text, string reason, int requests)
    {
        await using var prometheus = new CannedSource("") { Fault = new Fault.Refuse(status, text) };
        using var host = Samples.Host(("Prometheus:Url", prometheus.Url));

        var findings = await host.InvestigateAsync(Samples.Incident(), Samples.AlertOn("x"));

        findings.Missing.Should().Equal(new MissingEvidence("prometheus", reason));
        prometheus.Ledger.Should().HaveCount(requests);
    }

    [Fact]
    public async Task A_source_that_says_when_to_come_back_is_not_pressed()
    {
        await using var loki = new CannedSource("") { Fault = new Fault.Refuse(503, "later", RetryAfter: "60") };
        using var host = Samples.Host(("Loki:Url", loki.Url));

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        findings.Missing.Single().Reason.Should().Be("answered 503: later");
        loki.Ledger.Should().ContainSingle();
    }

    [Fact]
    public async Task A_source_that_hangs_or_trickles_is_given_up_in_time()
    {
        await using var hanging = new CannedSource("") { Fault = new Fault.Hang() };
        await using var trickling = new CannedSource("") { Fault = new Fault.Trickle() };
        await using var fine = new CannedSource(NoStreams);
        using var host = Samples.Host(
            ("Investigation:SourceTimeout", "00:00:02"), ("Jaeger:Url", hanging.Url), ("Prometheus:Url", trickling.Url), ("Loki:Url", fine.Url));

        var findings = await host.InvestigateAsync(Samples.Incident("payments"), Samples.AlertOn("x"));

        findings.Missing.Should().Equal(
            new MissingEvidence("jaeger", "did not answer within 2 s"), new MissingEvidence("prometheus", "did not answer within 2 s"));
        findings.Evidence.Should().ContainSingle().Which.Source.Should().Be("loki");
    }

    [Fact]
    public async Task An_endless_answer_is_read_up_to_the_limit_only()
    {
        await using var loki = new CannedSource("") { Fault = new Fault.Flood() };
        using var host = Samples.Host(("Loki:Url", loki.Url), ("Loki:MaxResponseBytes", "1048576"), ("Investigation:SourceTimeout", "00:00:09"));

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        findings.Missing.Should().Equal(new MissingEvidence("loki", "answered more than 1 MiB"));
    }

    [Theory]
    [InlineData("{\"data\":", "loki", "did not answer in its own format: ")]
    [InlineData("<html>", "jaeger", "did not answer in its own format: ")]
    [InlineData("null", "loki", "answered null")]
    [InlineData("{\"data\":{\"resultType\":\"matrix\",\"result\":[]}}", "loki", "answered with 'matrix' where lines were asked for")]
    [InlineData("{\"data\":null,\"errors\":[{\"code\":500,\"msg\":\"no storage\"}]}", "jaeger", "answered: no storage")]
    public async Task An_answer_that_is_none_is_missing_evidence(string answer, string source, string reason)
    {
        await using var standIn = new CannedSource(answer);
        using var host = Samples.Host(($"{source}:Url", standIn.Url));

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        findings.Evidence.Should().BeEmpty();
        findings.Missing.Single().Reason.Should().StartWith(reason);
    }

    [Fact]
    public async Task A_connection_that_breaks_off_in_the_middle_is_missing_evidence()
    {
        await using var jaeger = new CannedSource("") { Fault = new Fault.BreakOff() };
        using var host = Samples.Host(("Jaeger:Url", jaeger.Url));

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        findings.Missing.Single().Reason.Should().StartWith("broke off its answer: ");
    }

    [Fact]
    public async Task A_dead_source_is_soon_not_asked_any_more()
    {
        await using var loki = new CannedSource("") { Fault = new Fault.Refuse(500, "out of order") };
        using var host = Samples.Host(("Loki:Url", loki.Url));

        // Ten questions, three attempts each.
        var incident = Samples.Incident([.. Enumerable.Range(0, 10).Select(number => $"service-{number}")]);
        var first = await host.InvestigateAsync(incident);
        first.Missing.Single().Reason.Should().NotContain("not asked", "one investigation is too little to give a source up");
        await host.InvestigateAsync(incident);

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        loki.Ledger.Should().HaveCount(60);
        findings.Missing.Single().Reason.Should().Be("was not asked, because it failed several times in the last seconds");
    }

    [Fact]
    public async Task Nobody_listening_is_said_so()
    {
        var gone = new CannedSource("");
        var url = gone.Url;
        await gone.DisposeAsync();
        using var host = Samples.Host(("Loki:Url", url));

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        findings.Missing.Should().Equal(new MissingEvidence("loki", "could not be reached: Connection refused"));
    }

    [Fact]
    public async Task One_question_that_fails_does_not_hide_the_others_answers()
    {
        await using var loki = new LokiStandIn { MaxEntries = 5000 }.With(LokiLine.Of("payments", DateTimeOffset.UtcNow.AddMinutes(-1), "error: no"));
        await using var jaeger = new JaegerStandIn();
        using var host = Samples.Host(("Loki:Url", loki.Url), ("Jaeger:Url", jaeger.Url));

        var findings = await host.InvestigateAsync(Samples.Incident("payments", "a\"b") with { StartedAt = DateTimeOffset.UtcNow });

        findings.Evidence.Select(evidence => evidence.Id).Should().Equal("jaeger-1", "jaeger-2", "loki-1", "loki-2");
        findings.Missing.Single().Reason.Should().StartWith("answered 400: parse error").And.EndWith("(1 of 2 questions)");
    }
}
