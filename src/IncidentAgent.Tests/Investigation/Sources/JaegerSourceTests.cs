using IncidentAgent.Investigation;
using IncidentAgent.Investigation.Sources;
using IncidentAgent.Tests.Support;
using Microsoft.Extensions.Hosting;

namespace IncidentAgent.Tests.Investigation.Sources;

public sealed class JaegerSourceTests
{
    [Fact]
    public async Task Slow_and_failed_spans_of_a_service_are_counted_once_each_and_the_slowest_named()
    {
        await using var jaeger = new JaegerStandIn().With(
            Span("t1", "s1", "payments", 4.2),
            Span("t1", "s1", "payments", 4.2),
            Span("t1", "s2", "orders", 9),
            Span("t2", "s1", "payments", 1.5) with { Failed = true, Operation = "POST /pay", Warning = "clock skew of 2s was corrected" },
            Span("t3", "s1", "payments", 0.02) with { Failed = true },
            Span("t4", "s1", "payments", 0.02),
            Span("t5", "s1", "payments", 8) with { At = Samples.Noon.AddHours(-1) });
        using var host = Host(jaeger);

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        findings.Missing.Should().BeEmpty();
        var evidence = findings.Evidence.Should().ContainSingle().Subject;
        evidence.Value.Should().Be("2 slow spans (> 1 s), slowest 4.2 s in GET /pay; 2 failed");
        evidence.Details.Should().Equal(
            "12:00:00 UTC GET /pay took 4.2 s, trace t1",
            "12:00:00 UTC POST /pay took 1.5 s, failed, trace t2",
            "12:00:00 UTC GET /pay took 20 ms, failed, trace t3",
            "orders GET /pay: 1 slow, 0 failed");
        evidence.Warnings.Should().Equal("clock skew of 2s was corrected");
        evidence.Link.Should().Be(
            $"{jaeger.Url}/search?service=payments&start=1772623800000000&end=1772626200000000&limit=100&minDuration=1s&lookback=custom");
        jaeger.Ledger.Where(asked => asked.Path == "/api/traces").Select(asked => (asked["minDuration"], asked["tags"])).Should().Equal(("1s", null), (null, """{"error":"true"}"""));
    }

    [Fact]
    public async Task A_service_without_slow_or_failed_spans_is_said_to_have_none()
    {
        await using var jaeger = new JaegerStandIn().With(Span("t1", "s1", "payments", 0.1));
        using var host = Host(jaeger);

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        findings.Evidence.Single().Value.Should().Be("no slow spans (> 1 s); none failed");
    }

    [Fact]
    public async Task A_reached_limit_makes_the_count_a_lower_bound()
    {
        await using var jaeger = new JaegerStandIn().With(Enumerable.Range(0, 5).Select(n => Span($"t{n}", "s1", "payments", 3)));
        using var host = Host(jaeger, ("Jaeger:Limit", "3"), ("Jaeger:SlowerThan", "00:00:02.5"));

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        findings.Evidence.Single().Value.Should().Be("at least 3 slow spans (> 2.5 s), slowest 3 s in GET /pay; none failed");
        findings.Evidence.Single().Warnings.Should().Equal("the limit of 3 traces was reached: there may be more");
    }

    [Fact]
    public async Task A_span_of_no_known_process_is_not_counted_and_that_is_said()
    {
        await using var jaeger = new CannedSource(
            """{"data":[{"spans":[{"spanID":"a","duration":9000000,"processID":"p9"},{"duration":-1,"startTime":-9223372036854775808}],"processes":{}},{}],"errors":[{"msg":"partial"}]}""");
        using var host = Host(jaeger);

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        findings.Evidence.Single().Value.Should().Be("no slow spans (> 1 s); none failed");
        findings.Evidence.Single().Warnings.Should().Equal("partial", "4 spans name no process and cannot be counted");
    }

    [Fact]
    public async Task Traces_tell_whose_operations_were_slow_or_failed_and_who_called_whom_where_the_parent_is_there()
    {
        await using var jaeger = new JaegerStandIn().With(
            Span("t1", "s1", "payments", 4),
            Span("t1", "s2", "orders", 3.9) with { Operation = "INSERT", Parent = "s1", Failed = true },
            Span("t1", "s3", "orders", 0.1) with { Operation = "INSERT", Parent = "s2" },
            Span("t1", "s4", "stock", 0.1) with { Parent = "lost" },
            Span("t2", "s1", "payments", 2));
        using var host = Host(jaeger);

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        var facts = findings.Evidence.Single().Facts!;
        facts.Calls.Should().Equal(new Call("payments", "orders"));
        facts.Operations.Should().Equal(
            new OperationCount("orders", "INSERT", Spans: 2, Slow: 1, Failed: 1), new OperationCount("payments", "GET /pay", Spans: 2, Slow: 2, Failed: 0));
    }

    [Theory]
    [InlineData(1_000_000, "1s")]
    [InlineData(90_000_000, "90s")]
    [InlineData(1_500_000, "1500ms")]
    [InlineData(1_500, "1500us")]
    public void A_duration_is_written_as_Go_reads_it(long microseconds, string expected) =>
        JaegerSource.GoDuration(TimeSpan.FromMicroseconds(microseconds)).Should().Be(expected);

    private static IHost Host(SourceStandIn jaeger, params IEnumerable<(string, string?)> settings) =>
        Samples.HostAtTenPastNoon(settings.Append(("Jaeger:Url", jaeger.Url)));

    private static JaegerStandInSpan Span(string trace, string id, string service, double seconds) =>
        new(trace, id, service) { At = Samples.Noon, Duration = TimeSpan.FromSeconds(seconds) };
}
