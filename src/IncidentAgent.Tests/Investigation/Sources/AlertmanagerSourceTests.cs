using IncidentAgent.Investigation;
using IncidentAgent.Tests.Support;
using Microsoft.Extensions.Hosting;

namespace IncidentAgent.Tests.Investigation.Sources;

public sealed class AlertmanagerSourceTests
{
    [Fact]
    public async Task Other_alerts_that_fire_are_told_those_of_the_services_nearby_first()
    {
        await using var alertmanager = Answering(alerts: """
            [
              {"labels":{"alertname":"Backup","service":"archive"},"startsAt":"2026-03-04T09:00:00Z","fingerprint":"a","status":{"state":"active","silencedBy":[],"inhibitedBy":[]}},
              {"labels":{"alertname":"DiskFull","service":"db"},"startsAt":"2026-03-04T11:55:00+00:00","fingerprint":"b","status":{"state":"suppressed","silencedBy":["x"],"inhibitedBy":[]}},
              {"labels":{"alertname":"PaymentsSlow"},"startsAt":"2026-03-04T12:00:00Z","fingerprint":"other pod","status":{"state":"active"}},
              {"labels":{"alertname":"Own"},"startsAt":"2026-03-04T12:00:00Z","fingerprint":"f1","status":{"state":"active"}},
              {"labels":{"alertname":"Later","service":"db"},"startsAt":"2026-03-04T13:00:00Z","fingerprint":"c","status":{"state":"active"}}
            ]
            """);
        using var host = Host(alertmanager, ("Investigation:Calls:payments:0", "db"));

        var findings = await host.InvestigateAsync(Samples.Incident("payments"), Samples.Alert());

        var evidence = findings.Evidence.Single(one => one.Source == "alertmanager");
        evidence.Value.Should().Be("2 other alerts fire, 1 of the services nearby; DiskFull of db since 2026-03-04 11:55:00 UTC, silenced");
        evidence.Details.Should().Equal("DiskFull of db since 2026-03-04 11:55:00 UTC, silenced", "Backup of archive since 2026-03-04 09:00:00 UTC");
        evidence.Link.Should().Be($"{alertmanager.Url}/#/alerts");
    }

    [Fact]
    public async Task Silences_of_that_time_are_told_with_who_made_them()
    {
        await using var alertmanager = Answering(silences: """
            [
              {"id":"1","matchers":[{"name":"service","value":"db","isRegex":false,"isEqual":true},{"name":"env","value":"a|b","isRegex":true,"isEqual":false}],
               "startsAt":"2026-03-04T11:00:00Z","endsAt":"2026-03-04T13:00:00Z","createdBy":"ana","comment":"moving\nthe disks","status":{"state":"active"}},
              {"id":"2","matchers":[{"name":"a","value":"b","isRegex":true},{"name":"c","value":"d","isRegex":false,"isEqual":false},{"name":"e","value":"f","isRegex":false}],
               "startsAt":"2026-03-04T10:00:00Z","endsAt":"2026-03-04T11:45:00Z","createdBy":"ben","comment":"","status":{"state":"expired"}},
              {"id":"3","matchers":[],"startsAt":"2026-03-04T09:00:00Z","endsAt":"2026-03-04T10:00:00Z","createdBy":"ben","comment":"over","status":{"state":"expired"}}
            ]
            """);
        using var host = Host(alertmanager);

        var findings = await host.InvestigateAsync(Samples.Incident("payments"), Samples.Alert());

        findings.Evidence.Select(one => one.Title).Should().Equal("Other alerts", "Silences");
        findings.Evidence[0].Value.Should().Be("no other alert fires");
        findings.Evidence[1].Value.Should().StartWith("2 silences in that time; service=\"db\", env!~\"a|b\" from 2026-03-04 11:00:00 UTC");
        findings.Evidence[1].Details.Should().Equal(
            "service=\"db\", env!~\"a|b\" from 2026-03-04 11:00:00 UTC to 2026-03-04 13:00:00 UTC, by ana: moving the disks",
            "a=~\"b\", c!=\"d\", e=\"f\" from 2026-03-04 10:00:00 UTC to 2026-03-04 11:45:00 UTC, by ben:");
    }

    [Fact]
    public async Task Of_very_many_alerts_20_are_kept_and_the_cut_is_said()
    {
        await using var alertmanager = Answering(alerts: $"[{string.Join(',', Enumerable.Range(0, 500).Select(n =>
            $$$"""{"labels":{"alertname":"A{{{n:d3}}}"},"startsAt":"2026-03-04T11:00:00Z","fingerprint":"{{{n}}}"}"""))}]");
        using var host = Host(alertmanager);

        var findings = await host.InvestigateAsync(Samples.Incident("payments"), Samples.Alert());

        findings.Evidence.Single().Value.Should().StartWith("500 other alerts fire, 0 of the services nearby; A000 since");
        findings.Evidence.Single().Details.Should().HaveCount(20);
        findings.Evidence.Single().Warnings.Should().Equal("only 20 of 500 are kept");
    }

    [Fact]
    public async Task One_question_that_is_refused_does_not_hide_the_other()
    {
        await using var alertmanager = new CannedSource(asked => asked.Path.EndsWith("alerts", StringComparison.Ordinal) ? "[]" : "{\"code\":500}");
        using var host = Host(alertmanager);

        var findings = await host.InvestigateAsync(Samples.Incident("payments"), Samples.Alert());

        findings.Evidence.Should().ContainSingle().Which.Title.Should().Be("Other alerts");
        findings.Missing.Single().Reason.Should().StartWith("did not answer in its own format");
    }

    [Fact]
    public async Task An_Alertmanager_that_is_down_is_missing_evidence_once()
    {
        await using var alertmanager = new CannedSource("") { Fault = new Fault.Refuse(503, "no server") };
        using var host = Host(alertmanager);

        var findings = await host.InvestigateAsync(Samples.Incident("payments"), Samples.Alert());

        findings.Missing.Should().Equal(new MissingEvidence("alertmanager", "answered 503: no server"));
    }

    [NeedsFact("prometheus-alertmanager", "amtool")]
    public async Task The_real_one_tells_what_fires_and_what_is_silenced()
    {
        await using var alertmanager = await AlertmanagerProcess.StartAsync(new Uri("http://127.0.0.1:9"), "unused-token");
        await alertmanager.AddAsync("alertname=DiskFull", "service=db");
        await alertmanager.AddAsync("alertname=Own", "service=payments");
        await alertmanager.SilenceAsync("service=db", "--author=ana", "--comment=moving the disks", "--duration=1h");
        using var host = Samples.Host(("Alertmanager:Url", alertmanager.Url));
        var own = Samples.Alert(startsAt: DateTimeOffset.UtcNow, labels: ("service", "payments"));
        own = own with { Labels = new Dictionary<string, string>(own.Labels) { ["alertname"] = "Own" } };

        var findings = await host.InvestigateAsync(Samples.Incident("payments"), own);

        findings.Missing.Should().BeEmpty();
        findings.Evidence.Select(one => one.Title).Should().Equal("Other alerts", "Silences");
        findings.Evidence[0].Details.Should().ContainSingle().Which.Should().StartWith("DiskFull of db since ").And.EndWith(", silenced");
        findings.Evidence[1].Details.Should().ContainSingle().Which.Should().StartWith("service=\"db\" from ").And.EndWith("by ana: moving the disks");
    }

    private static CannedSource Answering(string alerts = "[]", string silences = "[]") =>
        new(asked => asked.Path.EndsWith("alerts", StringComparison.Ordinal) ? alerts : silences);

    private static IHost Host(SourceStandIn alertmanager, params IEnumerable<(string, string?)> more) =>
        Samples.HostAtTenPastNoon([.. more, ("Alertmanager:Url", alertmanager.Url)]);
}
