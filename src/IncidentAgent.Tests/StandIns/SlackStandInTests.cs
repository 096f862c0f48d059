using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using IncidentAgent.StandIns;
using Microsoft.Extensions.Time.Testing;

namespace IncidentAgent.Tests.StandIns;

public sealed class SlackStandInTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private readonly HttpClient _client = new();
    private SlackStandIn _slack = null!;

    public async Task InitializeAsync()
    {
        _slack = await SlackStandIn.StartAsync(new SlackStandInOptions { Time = _time });
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "xoxb-stand-in");
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _slack.DisposeAsync();
    }

    [Fact]
    public async Task It_knows_only_its_own_token()
    {
        (await ErrorAsync("auth.test", new { })).Should().BeNull();

        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "xoxb-other");
        (await ErrorAsync("auth.test", new { })).Should().Be("invalid_auth");

        _client.DefaultRequestHeaders.Authorization = null;
        (await ErrorAsync("auth.test", new { })).Should().Be("not_authed");
    }

    [Fact]
    public async Task A_message_may_be_posted_to_a_name_but_changed_only_by_id()
    {
        (await ErrorAsync("chat.postMessage", new { channel = "#incidents", text = "hello" })).Should().BeNull();

        (await ErrorAsync("chat.update", new { channel = "#incidents", ts = _slack.Messages[0].Ts, text = "changed" })).Should().Be("channel_not_found");
        (await ErrorAsync("chat.update", new { channel = "C0000000001", ts = _slack.Messages[0].Ts, text = "changed" })).Should().BeNull();
        (await ErrorAsync("chat.update", new { channel = "C0000000001", ts = "1.000000", text = "changed" })).Should().Be("message_not_found");
        _slack.Messages.Should().ContainSingle().Which.Text.Should().Be("changed");
    }

    [Theory]
    [InlineData("header", 150, null)]
    [InlineData("header", 151, "invalid_blocks")]
    [InlineData("section", 3000, null)]
    [InlineData("section", 3001, "invalid_blocks")]
    [InlineData("section", 0, "invalid_blocks")]
    [InlineData("carousel", 1, "invalid_blocks")]
    public async Task A_block_has_its_limit(string type, int length, string? error)
    {
        object[] blocks = [Block(type, length)];

        (await PostErrorAsync(blocks)).Should().Be(error);
    }

    [Theory]
    [InlineData(50, 10, null)]
    [InlineData(51, 10, "invalid_blocks")]
    [InlineData(4, 2400, null)]
    [InlineData(4, 2401, "msg_blocks_too_long")]
    public async Task A_message_has_its_limits(int blocks, int lengthOfEach, string? error) =>
        (await PostErrorAsync(Enumerable.Repeat(Block("section", lengthOfEach), blocks))).Should().Be(error);

    [Theory]
    [InlineData(10, 2000 / 10, null)]
    [InlineData(11, 10, "invalid_blocks")]
    [InlineData(1, 2001, "invalid_blocks")]
    public async Task Fields_have_their_limits(int fields, int lengthOfEach, string? error)
    {
        object[] blocks = [new { type = "section", fields = Enumerable.Repeat(new { type = "mrkdwn", text = new string('x', lengthOfEach) }, fields) }];

        (await PostErrorAsync(blocks)).Should().Be(error);
    }

    [Fact]
    public async Task A_message_needs_text_or_blocks() =>
        (await ErrorAsync("chat.postMessage", new { channel = "C0000000001" })).Should().Be("no_text");

    [Fact]
    public async Task After_a_burst_a_channel_takes_one_message_a_second()
    {
        for (var sent = 0; sent < 3; sent++)
        {
            (await PostErrorAsync([Block("section", 1)])).Should().BeNull();
            _time.Advance(TimeSpan.FromMilliseconds(500));
        }

        (await PostErrorAsync([Block("section", 1)])).Should().Be("ratelimited");
        _slack.Ledger.Exchanges[^1].Answer.Should().BeEquivalentTo(new { Status = 429, RetryAfter = TimeSpan.FromSeconds(1.5) });

        _time.Advance(TimeSpan.FromSeconds(1.5));
        (await PostErrorAsync([Block("section", 1)])).Should().BeNull();
    }

    [Fact]
    public async Task Limits_may_be_switched_off()
    {
        await using var unlimited = await SlackStandIn.StartAsync(new SlackStandInOptions { Time = _time, MessagesPerSecond = null });
        for (var sent = 0; sent < 20; sent++)
        {
            using var answer = await _client.PostAsJsonAsync(new Uri(unlimited.BaseUrl, "chat.postMessage"), new { channel = "incidents", text = "x" });
        }

        unlimited.Messages.Should().HaveCount(20);
    }

    [Fact]
    public async Task Nothing_a_refused_request_asked_for_happens()
    {
        _slack.Faults.Set(new Fault.Refuse(503), times: 1);

        using var answer = await _client.PostAsJsonAsync(new Uri(_slack.BaseUrl, "chat.postMessage"), new { channel = "incidents", text = "x" });

        ((int)answer.StatusCode).Should().Be(503);
        _slack.Messages.Should().BeEmpty();
        _slack.Ledger.Exchanges.Should().ContainSingle().Which.Accepted.Should().BeFalse();
    }

    [Fact]
    public async Task A_slow_answer_comes_when_its_time_has_come()
    {
        _slack.Faults.Set(new Fault.Slow(TimeSpan.FromSeconds(5)), times: 1);
        var answering = PostErrorAsync([Block("section", 1)]);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await _slack.Ledger.WaitForAsync(ledger => ledger.Count == 1, deadline.Token);
        answering.IsCompleted.Should().BeFalse();

        while (!answering.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        (await answering).Should().BeNull();
        _time.GetUtcNow().Should().BeOnOrAfter(_slack.Ledger.Exchanges[0].At.AddSeconds(5));
    }

    private static object Block(string type, int length) =>
        new { type, text = new { type = type == "header" ? "plain_text" : "mrkdwn", text = new string('x', length) } };

    private Task<string?> PostErrorAsync(IEnumerable<object> blocks) => ErrorAsync("chat.postMessage", new { channel = "C0000000001", text = "x", blocks });

    private async Task<string?> ErrorAsync(string method, object arguments)
    {
        using var answer = await _client.PostAsJsonAsync(new Uri(_slack.BaseUrl, method), arguments);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).Text("error");
    }
}
