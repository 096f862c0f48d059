using IncidentAgent.StandIns;
using IncidentAgent.Tests.Support;

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

    private Surroundings(SlackStandIn slack, PagerDutyStandIn pagerDuty) => (Slack, PagerDuty) = (slack, pagerDuty);

    public SlackStandIn Slack { get; }

    public PagerDutyStandIn PagerDuty { get; }

    internal PrometheusStandIn Prometheus { get; } = new();

    internal LokiStandIn Loki { get; } = new();

    internal JaegerStandIn Jaeger { get; } = new();

    /// <summary>Where evidence comes from, by the name the feature files use.</summary>
    internal IReadOnlyDictionary<string, SourceStandIn> Sources => new Dictionary<string, SourceStandIn>
    {
        ["Prometheus"] = Prometheus,
        ["Loki"] = Loki,
        ["Jaeger"] = Jaeger,
    };

    public static async Task<Surroundings> StartAsync() => new(
        await SlackStandIn.StartAsync(AnyRate), await PagerDutyStandIn.StartAsync(new PagerDutyStandInOptions { RateLimit = null }));

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
        $"--Prometheus:Url={Prometheus.Url}",
        $"--Loki:Url={Loki.Url}",
        $"--Jaeger:Url={Jaeger.Url}",
    ];

    public async ValueTask DisposeAsync()
    {
        await Slack.DisposeAsync();
        await PagerDuty.DisposeAsync();
        foreach (var source in Sources.Values)
        {
            await source.DisposeAsync();
        }
    }
}
