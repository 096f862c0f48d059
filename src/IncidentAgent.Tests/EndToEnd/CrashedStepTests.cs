using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using IncidentAgent.Tests.Support;

namespace IncidentAgent.Tests.EndToEnd;

/// <summary>Killed in the middle of a step: it is run again, and it is counted.</summary>
public sealed class CrashedStepTests
{
    private static readonly string Firing = Payloads.Group("payments", new MadeAlert("HighCPU"));

    [Fact]
    public async Task Killed_while_it_investigates_it_investigates_again_and_the_store_counts_the_attempts()
    {
        await using var loki = new LokiStandIn { Fault = new Fault.Hang() };
        await using var duty = await Duty.BeginAsync($"--Loki:Url={loki.Url}", "--Investigation:SourceTimeout=00:00:02");
        await duty.DeliverAsync(Firing);
        await Eventually.Holds("the first attempt asks", () => loki.Ledger.Count == 1);

        await duty.KillAgentAsync();
        await duty.StartHereAsync();
        await Eventually.Holds("the second attempt asks", () => loki.Ledger.Count == 2);
        var attempts = await duty.Store.ColumnAsync("SELECT attempts FROM steps WHERE kind = 'Investigate'");
        await duty.Store.HasAsync(1, "findings");

        attempts.Should().Equal("2");
        (await duty.Store.ColumnAsync("SELECT json_extract(findings, '$.missing[0].source') FROM findings")).Should().Equal("loki");
        (await duty.Store.CountAsync("timeline WHERE kind = 'Investigated'")).Should().Be(2, "what was found is noted once, and what it comes to");
    }

    [Fact]
    public async Task A_step_in_which_the_agent_ends_every_time_is_stuck_rather_than_run_for_ever()
    {
        await using var loki = new LokiStandIn { Fault = new Fault.Hang() };
        await using var duty = await Duty.BeginAsync($"--Loki:Url={loki.Url}", "--Incidents:StepAttempts=2");
        await duty.DeliverAsync(Firing);
        await Eventually.Holds("the first attempt asks", () => loki.Ledger.Count == 1);
        await duty.KillAgentAsync();
        await duty.StartProcessAsync();
        await Eventually.Holds("the second attempt asks", () => loki.Ledger.Count == 2);
        await duty.KillAgentAsync();
        await duty.StartHereAsync();

        await duty.Store.HasAsync(1, "steps WHERE kind = 'Investigate' AND stuck = 1");
        await duty.EverythingIsToldAsync();

        loki.Ledger.Should().HaveCount(2);
        duty.Slack.Messages.Single().Replies.Should().ContainSingle().Which.Text.Should().Contain("needs a person");
    }

    [Fact]
    public async Task Killed_between_resolve_and_write_up_it_writes_the_postmortem_after_the_restart()
    {
        await using var duty = await Duty.BeginAsync();
        await duty.DeliverAsync(Firing);
        await duty.Store.HasAsync(0, "steps WHERE kind = 'Investigate'");

        // An alert that cannot be read holds the write-up: it fails and waits to be tried again.
        await duty.Store.ChangeAsync("ALTER TABLE alerts ADD COLUMN kept BLOB; UPDATE alerts SET kept = rows, rows = x'ff'");
        using var answer = await duty.Client.PostAsJsonAsync("/api/incidents/INC-000001/resolve", new { actor = "ada" });
        await duty.Store.HasAsync(1, "steps WHERE kind = 'WriteUp' AND error IS NOT NULL");
        await duty.KillAgentAsync();
        await duty.Store.ChangeAsync("UPDATE alerts SET rows = kept");
        var before = await duty.Store.CountAsync("postmortems");

        await duty.StartHereAsync();
        await duty.Store.HasAsync(1, "postmortems");

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        before.Should().Be(0);
        (await duty.Store.ColumnAsync("SELECT count(*) FROM postmortems WHERE markdown LIKE '%HighCPU%'")).Should().Equal("1");
        await duty.EverythingIsToldAsync();
        duty.PagerDuty.Incidents.Should().ContainSingle().Which.Status.Should().Be("resolved");
    }

    [Fact]
    public async Task A_step_that_fails_for_good_turns_health_yellow_and_is_announced()
    {
        await using var duty = await Duty.BeginHereAsync("--Incidents:StepAttempts=1");
        await duty.DeliverAsync(Firing);
        await duty.Store.HasAsync(0, "steps WHERE kind = 'Investigate'");
        await duty.Store.ChangeAsync("UPDATE alerts SET rows = x'ff'");

        using var answer = await duty.Client.PostAsJsonAsync("/api/incidents/INC-000001/resolve", new { actor = "ada" });
        await duty.Store.HasAsync(1, "steps WHERE kind = 'WriteUp' AND stuck = 1");
        await duty.EverythingIsToldAsync();
        var health = await duty.Client.GetFromJsonAsync<JsonElement>("/health");

        health.GetProperty("status").GetString().Should().Be("yellow");
        health.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("name").GetString() == "steps")
            .GetProperty("detail").GetString().Should().Be("1 step stuck: a person has to look.");
        duty.Slack.Messages.Single().Replies.Should().Contain(reply => reply.Text.Contains("needs a person", StringComparison.Ordinal));
    }
}
