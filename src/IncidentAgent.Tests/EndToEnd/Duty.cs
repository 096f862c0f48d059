using System.Net;
using System.Text;
using IncidentAgent.StandIns;
using IncidentAgent.Tests.Support;

namespace IncidentAgent.Tests.EndToEnd;

/// <summary>
/// An agent with stand-ins for Slack (<c>slack:ops</c>) and PagerDuty (<c>pagerduty:primary</c>), on a folder and an address that outlive it: in a
/// process of its own, where it is to be killed, or in this one, as starting a process takes two seconds of computing. Neither the stand-ins' rate
/// limits nor the agent's pace are on: forty messages would take forty seconds.
/// </summary>
internal sealed class Duty : IAsyncDisposable
{
    public const string Channel = "C0000000001";

    private readonly TemporaryDirectory _folder = new();
    private readonly string[] _settings;
    private AgentProcess? _process;
    private TestAgent? _here;

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

    /// <summary>The agent's process.</summary>
    public AgentProcess Process => _process ?? throw new InvalidOperationException("The agent is not running in a process of its own.");

    /// <summary>Speaks to the agent, wherever it runs.</summary>
    public HttpClient Client => _here?.Client ?? Process.Client;

    /// <summary>The messages of the channel that somebody posted; replies are inside them.</summary>
    public IEnumerable<Exchange> SlackPosts => Slack.Ledger.Exchanges.Where(call => call.Path.EndsWith("chat.postMessage", StringComparison.Ordinal));

    /// <summary>Starts the stand-ins; the agent waits for <see cref="StartProcessAsync"/> or <see cref="StartHereAsync"/>.</summary>
    public static Task<Duty> PrepareAsync(params string[] settings) => PrepareAsync(new SlackStandInOptions(), settings);

    public static async Task<Duty> PrepareAsync(SlackStandInOptions slack, params string[] settings) => new(
        await SlackStandIn.StartAsync(slack with { MessagesPerSecond = null, CallsPerMinute = null }),
        await PagerDutyStandIn.StartAsync(new PagerDutyStandInOptions { RateLimit = null }),
        settings);

    /// <summary>Starts the agent too, as a process that can be killed.</summary>
    public static async Task<Duty> BeginAsync(params string[] settings)
    {
        var duty = await PrepareAsync(settings);
        await duty.StartProcessAsync();
        return duty;
    }

    /// <summary>Starts the agent too, in this process.</summary>
    public static async Task<Duty> BeginHereAsync(params string[] settings)
    {
        var duty = await PrepareAsync(settings);
        await duty.StartHereAsync();
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

    public async Task StartProcessAsync() => _process = await AgentProcess.StartAsync(Folder, Url, _settings);

    public async Task StartHereAsync(params string[] more) =>
        _here = await TestAgent.StartAsync(Folder, services: null, [.. _settings, $"--urls={Url}", .. more]);

    /// <summary>SIGKILL.</summary>
    public async Task KillAgentAsync()
    {
        await Process.KillAsync();
        await Process.DisposeAsync();
        _process = null;
    }

    /// <summary>Ends the agent that runs in this process.</summary>
    public async Task StopHereAsync()
    {
        await _here!.DisposeAsync();
        _here = null;
    }

    /// <summary>Delivers a payload that is taken.</summary>
    public async Task DeliverAsync(string payload)
    {
        using var body = new StringContent(payload, Encoding.UTF8, "application/json");
        using var answer = await Client.PostAsync("/webhook/alertmanager", body);
        answer.StatusCode.Should().Be(HttpStatusCode.Accepted);
    }

    /// <summary>Waits until nothing is left to be told to anybody.</summary>
    public Task EverythingIsToldAsync() => Store.HasAsync(0, "outbox WHERE state IN ('Pending', 'Sending')");

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        if (_here is not null)
        {
            await _here.DisposeAsync();
        }

        await Slack.DisposeAsync();
        await PagerDuty.DisposeAsync();
        _folder.Dispose();
    }
}
