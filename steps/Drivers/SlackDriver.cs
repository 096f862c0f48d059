using IncidentAgent.StandIns;
using IncidentAgent.Tests.Support;
using Fault = IncidentAgent.StandIns.Fault;

namespace IncidentAgent.Specs.Drivers;

/// <summary>Looks at the channel as its members do, and makes Slack misbehave.</summary>
public sealed class SlackDriver(ServiceDriver service, IncidentDriver incidents)
{
    private SlackStandIn Slack => service.Current.Around.Slack;

    public Task GoDownAsync() => Slack.GoDownAsync();

    public Task ComeBackAsync() => Slack.ComeBackAsync();

    public void LoseNextAnswer() => Slack.Faults.Set(new Fault.DropReply(), times: 1, path: "chat.postMessage");

    public void AskToWait(TimeSpan wait) => Slack.Faults.Set(new Fault.Refuse(429, RetryAfter: wait), times: 1);

    public void ArchiveTheChannel() => Slack.Faults.Set(new Fault.Refuse(200, """{"ok":false,"error":"is_archived"}"""));

    /// <summary>Waits until the channel's one message about a service says so, and nobody waits to be told of anything more.</summary>
    public async Task ShowsOneAsync(string name, string text = "")
    {
        var message = await ShowsAsync(name, text);
        await service.Current.EverybodyIsToldAsync();
        (await MessagesAsync(name)).Should().ContainSingle().Which.Ts.Should().Be(message.Ts);
    }

    private async Task<SlackStandInMessage> ShowsAsync(string name, string text) => (await Eventually.Observe(
        $"Slack shows a message about {name} that says '{text}'",
        () => MessagesAsync(name),
        messages => messages.Any(message => $"{message.Text} {message.Blocks}".Contains(text, StringComparison.OrdinalIgnoreCase)))).First();

    /// <summary>Waits until a message of the channel, or one in a thread, says all of this.</summary>
    public Task IsToldAsync(params IReadOnlyList<string> texts) => Eventually.Holds(
        $"Slack is told '{string.Join("' and '", texts)}'",
        () => Slack.Messages.SelectMany(message => message.Replies.Prepend(message))
            .Any(message => texts.All(text => message.Text.Contains(text, StringComparison.Ordinal))));

    /// <summary>Waits until the channel is told that a source gave no evidence, and why.</summary>
    public Task IsToldOfMissingAsync(string source) => IsToldAsync("missing from ", $"{source.ToLowerInvariant()} (");

    public void ThreadSays(params string[] texts) =>
        texts.Should().OnlyContain(text => Slack.Messages.Single().Replies.Any(reply => reply.Text.Contains(text, StringComparison.Ordinal)));

    public void ThreadIsEmpty() => Slack.Messages.Single().Replies.Should().BeEmpty();

    /// <summary>Nothing was sent between the request to wait and its end.</summary>
    public async Task WasLeftAloneAsync(TimeSpan wait)
    {
        using var deadline = new CancellationTokenSource(Eventually.Deadline);
        var calls = await Slack.Ledger.WaitForAsync(calls => calls.Count > 1, deadline.Token);
        calls.Skip(1).Should().OnlyContain(call => call.At >= calls[0].At + wait);
    }

    private async Task<IReadOnlyList<SlackStandInMessage>> MessagesAsync(string name)
    {
        var id = await incidents.IdOfAsync(name);
        return [.. Slack.Messages.Where(message => message.Key?.Contains($"/{id}/", StringComparison.Ordinal) == true)];
    }
}
