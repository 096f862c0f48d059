using IncidentAgent.StandIns;

namespace IncidentAgent.Specs.Support;

/// <summary>
/// Other people's services, as listening stand-ins that behave like them. Unless a scenario says otherwise they are up, quick, and take messages at
/// any rate: a scenario about something else would otherwise wait for Slack's one message a second.
/// </summary>
public sealed class Surroundings : IAsyncDisposable
{
    public const string SlackDestination = "slack:ops";
    public const string PagerDutyDestination = "pagerduty:primary";

    private static readonly SlackStandInOptions AnyRate = new() { MessagesPerSecond = null, CallsPerMinute = null };

    private Surroundings(SlackStandIn slack, PagerDutyStandIn pagerDuty, EvidenceStandIns? evidence) =>
        (Slack, PagerDuty, Evidence) = (slack, pagerDuty, evidence);

    public SlackStandIn Slack { get; }

    public PagerDutyStandIn PagerDuty { get; }

    /// <summary><see langword="null"/> when the service has nobody to ask.</summary>
    internal EvidenceStandIns? Evidence { get; }

    /// <param name="withEvidence">Whether there are Prometheus, Loki and Jaeger to ask.</param>
    public static async Task<Surroundings> StartAsync(bool withEvidence) => new(
        await SlackStandIn.StartAsync(AnyRate),
        await PagerDutyStandIn.StartAsync(new PagerDutyStandInOptions { RateLimit = null }),
        withEvidence ? new EvidenceStandIns() : null);

    /// <summary>What makes the service tell these people and ask these sources; its own pace is off as well.</summary>
    public IReadOnlyList<string> Settings() =>
    [
        $"--Notifications:Slack:ops:BaseUrl={Slack.BaseUrl}",
        "--Notifications:Slack:ops:Token=xoxb-stand-in",
        "--Notifications:Slack:ops:Channel=C0000000001",
        $"--Notifications:PagerDuty:primary:BaseUrl={PagerDuty.BaseUrl}",
        "--Notifications:PagerDuty:primary:RoutingKey=0123456789abcdef0123456789abcdef",
        "--Notifications:Slack:ops:MessagesPerMinute=100000",
        "--Notifications:PagerDuty:primary:EventsPerMinute=100000",
        .. Evidence?.Settings() ?? [],
    ];

    public async ValueTask DisposeAsync()
    {
        await Slack.DisposeAsync();
        await PagerDuty.DisposeAsync();
        if (Evidence is not null)
        {
            await Evidence.DisposeAsync();
        }
    }
}
