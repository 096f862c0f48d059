using System.Net;
using System.Text;
using IncidentAgent.StandIns;
using IncidentAgent.Tests.Support;

namespace IncidentAgent.Tests.EndToEnd;

/// <summary>The tests that start processes, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ProcessTests
{
    public const string Name = "processes";
}

/// <summary>
/// An agent as a process of its own, with stand-ins for Slack (<c>slack:ops</c>) and PagerDuty (<c>pagerduty:primary</c>), on a folder and an address
/// that outlive it. Neither the stand-ins' rate limits nor the agent's pace are on: forty messages would take forty seconds.
/// </summary>
internal sealed class Duty : IAsyncDisposable
{
    public const string Channel = "C0000000001";

    private readonly TemporaryDirectory _folder = new();
    private readonly string[] _settings;
    private AgentProcess? _agent;

    private Duty(SlackStandIn slack, PagerDutyStandIn pagerDuty, string[] settings)
    {
        (Slack, PagerDuty) = (slack, pagerDuty);
        _settings = [.. SettingsFor(slack, pagerDuty), "--Logging:LogLevel:Default=Warning", .. settings];
        Store = new StoreFile(Folder);
    }

    public SlackStandIn Slack { get; }

    public PagerDutyStandIn PagerDuty { get; }

    public StoreFile Store { get; }

    public string Folder => _folder.Path;

    public Uri Url { get; } = AgentProcess.FreeUrl();

    public AgentProcess Agent => _agent ?? throw new InvalidOperationException("The agent is not running.");

    /// <summary>The messages of the channel that somebody posted; replies are inside them.</summary>
    public IEnumerable<Exchange> SlackPosts => Slack.Ledger.Exchanges.Where(call => call.Path.EndsWith("chat.postMessage", StringComparison.Ordinal));

    /// <summary>Starts the stand-ins; the agent waits for <see cref="StartAgentAsync"/>.</summary>
    public static Task<Duty> PrepareAsync(params string[] settings) => PrepareAsync(new SlackStandInOptions(), settings);

    public static async Task<Duty> PrepareAsync(SlackStandInOptions slack, params string[] settings) => new(
        await SlackStandIn.StartAsync(slack with { MessagesPerSecond = null, CallsPerMinute = null }),
        await PagerDutyStandIn.StartAsync(new PagerDutyStandInOptions { RateLimit = null }),
        settings);

    public static async Task<Duty> BeginAsync(params string[] settings)
    {
        var duty = await PrepareAsync(settings);
        await duty.StartAgentAsync();
        return duty;
    }

    public static string[] SettingsFor(SlackStandIn slack, PagerDutyStandIn pagerDuty) =>
    [
        $"--Notifications:Slack:ops:BaseUrl={slack.BaseUrl}",
        "--Notifications:Slack:ops:Token=xoxb-stand-in",
        $"--Notifications:Slack:ops:Channel={Channel}",
        "--Notifications:Slack:ops:MessagesPerMinute=100000",
        $"--Notifications:PagerDuty:primary:BaseUrl={pagerDuty.BaseUrl}",
        "--Notifications:PagerDuty:primary:RoutingKey=0123456789abcdef0123456789abcdef",
        "--Notifications:PagerDuty:primary:EventsPerMinute=100000",
    ];

    public async Task StartAgentAsync(params string[] more) => _agent = await AgentProcess.StartAsync(Folder, Url, [.. _settings, .. more]);

    public async Task KillAgentAsync()
    {
        await Agent.KillAsync();
        await Agent.DisposeAsync();
        _agent = null;
    }

    public async Task KillAndRestartAsync()
    {
        await KillAgentAsync();
        await StartAgentAsync();
    }

    /// <summary>Delivers a payload that is taken.</summary>
    public async Task DeliverAsync(string payload)
    {
        using var body = new StringContent(payload, Encoding.UTF8, "application/json");
        using var answer = await Agent.Client.PostAsync("/webhook/alertmanager", body);
        answer.StatusCode.Should().Be(HttpStatusCode.Accepted);
    }

    /// <summary>Waits until nothing is left to be told to anybody.</summary>
    public Task EverythingIsToldAsync() => Store.HasAsync(0, "outbox WHERE state IN ('Pending', 'Sending')");

    public async ValueTask DisposeAsync()
    {
        if (_agent is not null)
        {
            await _agent.DisposeAsync();
        }

        await Slack.DisposeAsync();
        await PagerDuty.DisposeAsync();
        _folder.Dispose();
    }
}
