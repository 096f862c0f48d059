using IncidentAgent.Investigation;
using IncidentAgent.Tests.Support;

namespace IncidentAgent.Tests.Investigation.Sources;

/// <summary>The source against the program itself.</summary>
public sealed class RealPrometheusTests(PrometheusFixture prometheus) : IClassFixture<PrometheusFixture>
{
    [NeedsFact("prometheus")]
    public async Task It_answers_about_itself_refuses_a_broken_query_and_takes_a_hostile_label_as_text()
    {
        using var host = Samples.Host(
            ("Prometheus:Url", prometheus.Url),
            ("Prometheus:Step", "00:00:01"),
            ("Prometheus:Queries:0:Title", "Up"),
            ("Prometheus:Queries:0:Query", """up{job="{job}"}"""),
            ("Prometheus:Queries:1:Title", "Broken"),
            ("Prometheus:Queries:1:Query", "rate("));
        var now = DateTimeOffset.UtcNow;
        const string hostile = "x\"} or up{job=~\".*";

        var findings = await host.InvestigateAsync(
            Samples.Incident(),
            Samples.AlertOn("vector(1) / 0", now),
            Samples.Alert(startsAt: now, labels: ("job", "self")),
            Samples.Alert(startsAt: now, labels: ("job", hostile)));

        findings.Evidence.Select(evidence => evidence.Title).Should().Equal("PaymentsSlow: the alert's own expression", "Up", "Up");
        findings.Evidence[0].Value.Should().StartWith("1 series; highest +Inf at ");
        findings.Evidence[1].Value.Should().StartWith("1 series; highest 1 at ");
        findings.Evidence[1].Details.Single().Should().StartWith("""up{instance="127.0.0.1:""");
        findings.Evidence[2].Value.Should().Be("no series");
        findings.Missing.Single().Reason.Should().StartWith("answered 400: bad_data: ").And.Contain("parse error").And.EndWith("(1 of 4 questions)");
    }

    [NeedsFact("prometheus")]
    public async Task A_window_that_would_need_too_many_points_gets_a_wider_step()
    {
        using var host = Samples.Host(("Prometheus:Url", prometheus.Url), ("Prometheus:Step", "00:00:01"), ("Investigation:LookBack", "05:59:00"));
        using var http = new HttpClient { BaseAddress = new Uri(prometheus.Url) };

        var findings = await host.InvestigateAsync(Samples.Incident(), Samples.AlertOn("vector(1)", DateTimeOffset.UtcNow));
        var tooFine = await http.GetAsync("api/v1/query_range?query=vector(1)&start=0&end=21540&step=1");

        findings.Missing.Should().BeEmpty();
        findings.Evidence.Single().Value.Should().StartWith("1 series; highest 1 ");
        (await tooFine.Content.ReadAsStringAsync()).Should().Contain("exceeded maximum resolution of 11,000 points per timeseries");
    }

    [NeedsFact("prometheus")]
    public async Task It_understands_every_default_signal_and_has_none_of_them()
    {
        using var host = Samples.Host(("Prometheus:Url", prometheus.Url));

        var findings = await host.InvestigateAsync(Samples.Incident("self", "x\"} or up{job=~\".*", @"a\d+|.*"));

        findings.Missing.Should().BeEmpty();
        findings.Evidence.Should().BeEmpty();
    }

    [NeedsFact("prometheus")]
    public async Task Signals_of_the_services_nearby_come_with_their_points()
    {
        // A longer history would widen the step, and a window that ends at a multiple of it could end before the first scrape.
        using var host = Samples.Host(
            ("Prometheus:Url", prometheus.Url),
            ("Prometheus:Step", "00:00:01"),
            ("Prometheus:History", "00:10:00"),
            ("Prometheus:ServiceLabel", "job"),
            ("Investigation:Calls:shop:0", "self"),
            ("Prometheus:Signals:0:Signal", "Availability"),
            ("Prometheus:Signals:0:Query", """avg by (job) (up{job=~"{service}"})"""),
            ("Prometheus:Signals:1:Signal", "Requests"),
            ("Prometheus:Signals:1:Query", """vector(2) and on () up{job="{service}"}"""));

        var findings = await host.InvestigateAsync(Samples.Incident("shop") with { StartedAt = DateTimeOffset.UtcNow });

        findings.Missing.Should().BeEmpty();
        var series = findings.Evidence.SelectMany(one => one.Facts!.Series).ToList();
        series.Select(one => (one.Service, one.Signal)).Should().Equal(("self", Signal.Availability), ("self", Signal.Requests));
        series[0].Points.Should().NotBeEmpty().And.OnlyContain(point => point.Value == 1).And.BeInAscendingOrder(point => point.At);
        findings.Evidence.Single(one => one.Title == "Availability of self").Query.Should().Be("""avg by (job) (up{job=~"(?:shop|self)"})""");
    }
}
