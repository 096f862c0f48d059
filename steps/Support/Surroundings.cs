using FluentAssertions;
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

    private readonly bool _limited;

    private Surroundings(SlackStandIn slack, PagerDutyStandIn pagerDuty, bool limited) => (Slack, PagerDuty, _limited) = (slack, pagerDuty, limited);

    public SlackStandIn Slack { get; }

    public PagerDutyStandIn PagerDuty { get; }

    internal PrometheusStandIn Prometheus { get; } = new();

    internal LokiStandIn Loki { get; } = new();

    internal JaegerStandIn Jaeger { get; } = new();

    internal IReadOnlyList<SourceStandIn> Sources => [Prometheus, Loki, Jaeger];

    public static async Task<Surroundings> StartAsync(bool limited = false) => new(
        await SlackStandIn.StartAsync(limited ? new SlackStandInOptions() : new SlackStandInOptions { MessagesPerSecond = null, CallsPerMinute = null }),
        await PagerDutyStandIn.StartAsync(limited ? new PagerDutyStandInOptions() : new PagerDutyStandInOptions { RateLimit = null }),
        limited);

    /// <summary>What makes the service tell these people and ask these sources; its own pace is off as well unless they are limited.</summary>
    public IReadOnlyList<string> Settings() =>
    [
        $"--Notifications:Slack:ops:BaseUrl={Slack.BaseUrl}",
        "--Notifications:Slack:ops:Token=xoxb-stand-in",
        "--Notifications:Slack:ops:Channel=C0000000001",
        $"--Notifications:PagerDuty:primary:BaseUrl={PagerDuty.BaseUrl}",
        "--Notifications:PagerDuty:primary:RoutingKey=0123456789abcdef0123456789abcdef",
        .. _limited ? Array.Empty<string>() : ["--Notifications:Slack:ops:MessagesPerMinute=100000", "--Notifications:PagerDuty:primary:EventsPerMinute=100000"],
        $"--Prometheus:Url={Prometheus.Url}",
        $"--Loki:Url={Loki.Url}",
        $"--Jaeger:Url={Jaeger.Url}",
    ];

    /// <summary>How it is unless a scenario limits them; for scenarios whose reader has to know.</summary>
    public void TakesAnyRate() => _limited.Should().BeFalse();

    public async ValueTask DisposeAsync()
    {
        await Slack.DisposeAsync();
        await PagerDuty.DisposeAsync();
        foreach (var source in Sources)
        {
            await source.DisposeAsync();
        }
    }
}
