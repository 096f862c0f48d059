using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using IncidentAgent.Commands;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace IncidentAgent.Tests.Commands;

public sealed class ReplayCommandTests : IDisposable
{
    private const string Answer = """{"incidents":[{"id":"INC-000042","status":"open","alerts":2,"duplicates":1}],"quarantined":1}""";

    private static readonly string Recorded = Path.Combine(AppContext.BaseDirectory, "Data", "alertmanager");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("replay");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_payloads_of_a_directory_are_sent_as_recorded_in_the_order_of_their_names()
    {
        await using var api = await AgentApi.StartAsync(_ => Results.Text(Answer, "application/json", statusCode: 202));

        var typed = await Typed.RunAsync("replay", Recorded, "--rate", "1000", "--url", api.Url);

        var files = Directory.GetFiles(Recorded, "*.json").Order(StringComparer.Ordinal).ToList();
        api.Ledger.Select(asked => asked.Body).Should().Equal(files.Select(file => File.ReadAllText(file)));
        api.Ledger.Select(asked => asked.Request).Distinct().Should().Equal("POST /webhook/alertmanager");
        typed.Should().Be(new Typed(
            0,
            string.Concat(files.Select(file => $"{Path.GetFileName(file)}: INC-000042 open\n")) + "7 accepted (14 alerts, 7 duplicates, 7 quarantined), 0 refused\n",
            ""));
    }

    [Fact]
    public async Task A_file_that_is_not_JSON_is_named_and_not_sent()
    {
        await using var api = await AgentApi.StartAsync(_ => Results.Text(Answer, "application/json", statusCode: 202));
        Write("a.json", "{}");
        Write("b.json", "{\n\"alerts\": oops}");
        Write("c.txt", "no payload");

        var typed = await Typed.RunAsync("replay", _folder.FullName, "--rate", "1000", "--url", api.Url);

        typed.Should().Be(new Typed(
            1,
            """
            a.json: INC-000042 open
            b.json: refused, not JSON (line 2); nothing was sent for it
            1 accepted (2 alerts, 1 duplicates, 1 quarantined), 1 refused

            """,
            ""));
        api.Ledger.Select(asked => asked.Body).Should().Equal("{}");
    }

    [Fact]
    public async Task A_payload_that_the_agent_refuses_fails_the_replay_and_the_others_are_still_sent()
    {
        await using var api = await AgentApi.StartAsync(_ => Results.Problem("alerts[0].labels is missing", statusCode: 422));

        var typed = await Typed.RunAsync("replay", Write("a.json", "{}"), Write("b.json", "{}"), "--rate", "1000", "--url", api.Url);

        typed.ExitCode.Should().Be(1);
        typed.Output.Should().StartWith("a.json: refused, 422 alerts[0].labels is missing\n").And.EndWith("0 accepted (0 alerts, 0 duplicates, 0 quarantined), 2 refused\n");
        api.Ledger.Should().HaveCount(2);
    }

    [Theory]
    [InlineData("--rate 0", "--rate must be between 0.1 and 1000, not 0\n")]
    [InlineData("--rate NaN", "--rate must be between 0.1 and 1000, not NaN\n")]
    public async Task A_rate_has_limits(string rate, string error) =>
        (await Typed.RunAsync(["replay", Recorded, .. rate.Split(' ')])).Should().Be(new Typed(2, "", error));

    [Fact]
    public async Task A_path_that_does_not_exist_is_told_before_anything_is_sent()
    {
        await using var api = await AgentApi.StartAsync(_ => Results.Text(Answer, "application/json", statusCode: 202));

        var typed = await Typed.RunAsync("replay", Recorded, "/nowhere/at-all", "--url", api.Url);

        typed.Should().Be(new Typed(2, "", "There is no file or directory /nowhere/at-all.\n"));
        api.Ledger.Should().BeEmpty();
    }

    [Fact]
    public async Task A_slow_answer_delays_the_next_payload_and_not_all_that_follow()
    {
        var time = new TimeThatPasses();
        using var http = new HttpClient(new SlowAgent(time, TimeSpan.FromMilliseconds(300))) { BaseAddress = new("http://agent.example") };
        var recording = new Recording([.. Enumerable.Range(0, 4).Select(i => new RecordedPayload($"{i}.json", "{}"u8.ToArray(), null))]);
        var sent = new List<double>();

        await new Replay(new AgentClient(http), time, ratePerSecond: 2).RunAsync(recording, _ => sent.Add(time.Elapsed.TotalSeconds), default);

        sent.Should().Equal(0.3, 0.8, 1.3, 1.8);
    }

    [Fact]
    public void Shifted_times_keep_their_distances_and_the_first_alert_starts_now()
    {
        var recording = Recording.Open([Path.Combine(Recorded, "firing-group-of-two.json"), Path.Combine(Recorded, "resolved.json")]);
        var start = DateTimeOffset.Parse("2030-01-01T00:00:00Z", CultureInfo.InvariantCulture);

        var shifted = recording.StartingAt(start);

        var (before, after) = (Starts(recording), Starts(shifted));
        after.Min().Should().Be(start);
        after.Select(at => at - start).Should().Equal(before.Select(at => at - before.Min()));
        Alert(shifted, 0, 0)["endsAt"]!.GetValue<string>().Should().Be("0001-01-01T00:00:00Z", "the year 1 says that the alert has not ended");
        (Time(Alert(shifted, 1, 0), "endsAt") - Time(Alert(shifted, 1, 0), "startsAt")).Should().Be(
            Time(Alert(recording, 1, 0), "endsAt") - Time(Alert(recording, 1, 0), "startsAt"));
        WithoutTimes(shifted).Should().Equal(WithoutTimes(recording));
    }

    [Fact]
    public void A_payload_without_alerts_is_left_as_it_is()
    {
        var recording = Recording.Open([Write("a.json", "[1, 2]"), Write("b.json", "null"), Write("c.json", "oops")]);

        var shifted = recording.StartingAt(DateTimeOffset.UnixEpoch);

        shifted.Payloads.Select(payload => Encoding.UTF8.GetString(payload.Bytes)).Should().Equal("[1, 2]", "null", "oops");
    }

    private static List<DateTimeOffset> Starts(Recording recording) =>
        [.. recording.Payloads.SelectMany(payload => payload.Alerts).Select(alert => Time(alert, "startsAt"))];

    private static JsonObject Alert(Recording recording, int payload, int alert) => recording.Payloads[payload].Alerts.ElementAt(alert);

    private static DateTimeOffset Time(JsonObject alert, string name) => DateTimeOffset.Parse(alert[name]!.GetValue<string>(), CultureInfo.InvariantCulture);

    private static IEnumerable<string> WithoutTimes(Recording recording) => recording.Payloads
        .Select(payload => payload.With(alert => { alert.Remove("startsAt"); alert.Remove("endsAt"); }))
        .Select(payload => JsonNode.Parse(payload.Bytes)!.ToJsonString());

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Nobody waits: a wait moves the clock instead.</summary>
    private sealed class TimeThatPasses : FakeTimeProvider
    {
        private readonly DateTimeOffset _start = DateTimeOffset.UnixEpoch;

        public TimeThatPasses() : base(DateTimeOffset.UnixEpoch) { }

        public TimeSpan Elapsed => GetUtcNow() - _start;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Advance(dueTime);
            return timer;
        }
    }

    private sealed class SlowAgent(FakeTimeProvider time, TimeSpan answersAfter) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            time.Advance(answersAfter);
            return Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.Accepted) { Content = new StringContent(Answer) });
        }
    }
}
