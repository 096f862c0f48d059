using IncidentAgent.Tests.Support;
using AgentProcess = IncidentAgent.Tests.Commands.AgentProcess;
using Fault = IncidentAgent.StandIns.Fault;

namespace IncidentAgent.Tests.EndToEnd;

public sealed class StartAndStopTests
{
    [Fact]
    public async Task A_second_process_on_the_same_folder_refuses_to_start_and_the_first_goes_on()
    {
        await using var duty = await Duty.BeginHereAsync();

        using var second = AgentProcess.Start("serve", "--urls", "http://127.0.0.1:0", "--data", duty.Folder);
        var said = await second.Error.ReadToEndAsync();
        var code = await second.ExitCodeAsync();
        await duty.DeliverAsync(Payloads.Group("payments", new MadeAlert("HighCPU")));

        said.Should().Be($"Storage:Directory: '{duty.Folder}' is in use by another process. Stop that one, or name another folder with --data.\n");
        code.Should().Be(2);
        (await duty.Store.CountAsync("each_alert")).Should().Be(1);
    }

    [NeedsFact("kill")]
    public async Task Told_to_stop_it_answers_what_it_has_begun_and_ends_with_code_0()
    {
        await using var duty = await Duty.BeginAsync();
        using var senders = new Senders(duty.Url, Parcel.Of(services: 40, alertsEach: 100, alertsPerPayload: 5), reachedAt: 100);
        var sending = senders.SendOnceAsync();
        await senders.Reached;

        var code = await duty.Process.StopAsync(within: TimeSpan.FromSeconds(30));
        await sending;
        var stored = await StoredAsync(duty);
        await duty.StartHereAsync();

        code.Should().Be(0);
        senders.Odd.Should().BeEmpty();
        stored.Should().Equal(senders.Acknowledged.Order(StringComparer.Ordinal), "what was stored was acknowledged, and the other way round")
            .And.HaveCountLessThan(4000);
        (await StoredAsync(duty)).Should().Equal(stored);
    }

    [NeedsFact("kill")]
    public async Task Told_to_stop_while_Slack_takes_its_time_it_waits_for_the_answer()
    {
        await using var duty = await Duty.BeginAsync();
        duty.Slack.Faults.Set(new Fault.Slow(TimeSpan.FromSeconds(4)));
        await duty.DeliverAsync(Payloads.Group("payments", new MadeAlert("HighCPU")));
        await Eventually.Holds("Slack has the request", () => duty.SlackPosts.Any());

        var code = await duty.Process.StopAsync(within: TimeSpan.FromSeconds(30));

        code.Should().Be(0);
        (await duty.Store.ColumnAsync("SELECT state FROM outbox WHERE destination = 'slack:ops'")).Should().Equal("Sent");
        duty.Slack.Messages.Should().ContainSingle();
    }

    [Fact]
    public async Task Told_to_stop_while_a_source_hangs_it_does_not_wait_for_it()
    {
        await using var loki = new LokiStandIn { Fault = new Support.Fault.Hang() };
        await using var duty = await Duty.BeginHereAsync($"--Loki:Url={loki.Url}", "--Investigation:SourceTimeout=00:01:00", "--Investigation:Deadline=00:02:00");
        await duty.DeliverAsync(Payloads.Group("payments", new MadeAlert("HighCPU")));
        await Eventually.Holds("Loki has the question", () => loki.Ledger.Count == 1);

        await duty.Awaiting(one => one.StopHereAsync().WaitAsync(TimeSpan.FromSeconds(15))).Should().NotThrowAsync();

        (await duty.Store.CountAsync("steps WHERE kind = 'Investigate'")).Should().Be(1, "the question is asked again after the start");
    }

    private static Task<IReadOnlyList<string>> StoredAsync(Duty duty) =>
        duty.Store.ColumnAsync("SELECT json_extract(alert, '$.fingerprint') AS fingerprint FROM each_alert ORDER BY fingerprint");
}
