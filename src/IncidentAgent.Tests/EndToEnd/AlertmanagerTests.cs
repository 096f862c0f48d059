using IncidentAgent.Tests.Support;

namespace IncidentAgent.Tests.EndToEnd;

/// <summary>The agent between a real Alertmanager and a real Prometheus.</summary>
public sealed class AlertmanagerTests
{
    private const string Token = "a-token-of-alertmanager";

    private static readonly string[] Alert = ["alertname=TargetDown", "service=payments", "severity=critical"];

    private static readonly string[] Credential = [$"--Access:Credentials:am:Token={Token}"];

    [NeedsFact("prometheus-alertmanager", "amtool", "prometheus")]
    public async Task An_alert_raised_by_amtool_is_announced_with_evidence_and_ending_it_resolves_the_page_and_yields_the_postmortem()
    {
        await using var prometheus = await PrometheusProcess.StartAsync(within: TimeSpan.FromSeconds(30));
        await using var duty = await Duty.BeginHereAsync([.. Credential, $"--Prometheus:Url={prometheus.Url}", "--Prometheus:Step=00:00:01"]);
        await using var alertmanager = await AlertmanagerProcess.StartAsync(duty.Url, Token);

        await alertmanager.AddAsync([.. Alert, "--annotation=summary=A target is down", $"--generator-url={prometheus.Url}/graph?g0.expr=up&g0.tab=1"]);
        await Eventually.Holds("PagerDuty pages", () => duty.PagerDuty.Incidents is [{ Status: "triggered" }]);
        await duty.Store.HasAsync(1, "findings");
        await duty.EverythingIsToldAsync();

        duty.Slack.Messages.Should().ContainSingle().Which.Blocks!.Value.GetRawText().Should().Contain("A target is down").And.Contain("highest 1 at");
        var evidence = await duty.Store.RowsAsync(
            "SELECT json_extract(value, '$.source'), json_extract(value, '$.query'), json_extract(value, '$.value') FROM findings, json_each(findings, '$.evidence')");
        evidence.Should().ContainSingle().Which.Should().HaveElementAt(0, "prometheus").And.HaveElementAt(1, "up")
            .And.Subject.Last().Should().StartWith("1 series; highest 1 at ");

        // To the fraction of a second: cut to whole ones, an alert that was told of at once would end before it began, and be another alert.
        await alertmanager.AddAsync([.. Alert, $"--end={DateTimeOffset.UtcNow:yyyy-MM-ddTHH:mm:ss.fffffffZ}"]);
        await Eventually.Holds("PagerDuty's incident is resolved", () => duty.PagerDuty.Incidents is [{ Status: "resolved" }]);
        await duty.Store.HasAsync(1, "postmortems WHERE markdown LIKE '%TargetDown%' AND markdown LIKE '%highest 1 at%'");
        await duty.EverythingIsToldAsync();

        duty.Slack.Messages.Should().ContainSingle().Which.Replies.Should().ContainSingle();
        (await duty.Store.ColumnAsync("SELECT json_extract(alert, '$.source') || ' ' || status FROM each_alert")).Should().Equal("am Resolved");
    }

    [NeedsFact("prometheus-alertmanager", "amtool")]
    public async Task An_alert_that_Alertmanager_let_expire_and_hears_of_again_pages_again()
    {
        await using var duty = await Duty.BeginHereAsync([.. Credential, "--Incidents:LateNoticeWithin=00:00:00"]);
        await using var alertmanager = await AlertmanagerProcess.StartAsync(duty.Url, Token);
        string[] since = [.. Alert, $"--start={DateTimeOffset.UtcNow:yyyy-MM-ddTHH:mm:ss.fffffffZ}"];
        await alertmanager.AddAsync([.. since, $"--end={DateTimeOffset.UtcNow.AddSeconds(3):yyyy-MM-ddTHH:mm:ss.fffffffZ}"]);
        await Eventually.Holds("PagerDuty was paged, and told that it is over", () => duty.PagerDuty.Incidents is [{ Status: "resolved" }]);

        await alertmanager.AddAsync([.. since, $"--end={DateTimeOffset.UtcNow.AddHours(1):yyyy-MM-ddTHH:mm:ss.fffffffZ}"]);
        await Eventually.Holds("PagerDuty is paged again", () => duty.PagerDuty.Incidents is [{ Status: "resolved" }, { Status: "triggered" }]);

        (await duty.Store.RowsAsync("SELECT count(*), count(DISTINCT starts_at), sum(status = 'Firing') FROM each_alert")).Should().BeEquivalentTo((string[][])[["2", "1", "1"]]);
        (await duty.Store.ColumnAsync("SELECT status FROM incidents")).Should().Equal("Open");
    }

    [NeedsFact("prometheus-alertmanager", "amtool")]
    public async Task An_alert_raised_while_the_agent_is_down_arrives_when_it_starts()
    {
        await using var duty = await Duty.PrepareAsync(Credential);
        await using var alertmanager = await AlertmanagerProcess.StartAsync(duty.Url, Token);
        await alertmanager.AddAsync(Alert);
        await Eventually.Observe("Alertmanager has knocked in vain", alertmanager.FailedAttemptsAsync, failed => failed > 0);

        await duty.StartHereAsync();
        await duty.Store.HasAsync(1, "each_alert");
        await duty.EverythingIsToldAsync();

        duty.Slack.Messages.Should().ContainSingle();
        duty.PagerDuty.Incidents.Should().ContainSingle();
    }

    [NeedsFact("prometheus-alertmanager", "amtool")]
    public async Task An_alert_that_finds_the_store_full_is_answered_503_and_arrives_when_there_is_room()
    {
        await using var duty = await Duty.PrepareAsync(Credential);
        await duty.StartHereAsync();
        await duty.StopHereAsync();

        // The database has its tables now and may not grow; the alert is too long for the room its pages have left.
        await duty.StartHereAsync("--Storage:MaxBytes=1");
        await using var alertmanager = await AlertmanagerProcess.StartAsync(duty.Url, Token);
        await alertmanager.AddAsync([.. Alert, $"--annotation=description={new string('x', 50_000)}"]);
        await Eventually.Observe("Alertmanager was refused", alertmanager.FailedAttemptsAsync, failed => failed > 0);
        var stored = await duty.Store.CountAsync("each_alert");
        using var ready = await duty.Client.GetAsync("/health/ready");
        await duty.StopHereAsync();

        await duty.StartHereAsync();
        await duty.Store.HasAsync(1, "each_alert");
        await duty.EverythingIsToldAsync();

        stored.Should().Be(0);
        ((int)ready.StatusCode).Should().Be(503);
        duty.Slack.Messages.Should().ContainSingle();
        duty.PagerDuty.Incidents.Should().ContainSingle();
    }
}
