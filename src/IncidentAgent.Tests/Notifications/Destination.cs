using IncidentAgent.Notifications;
using IncidentAgent.StandIns;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace IncidentAgent.Tests.Notifications;

/// <summary>The agent's notifications as they are configured and started, over real HTTP, with hands on the clock.</summary>
internal sealed class Destination(params (string Key, string? Value)[] settings) : IDisposable
{
    private readonly IHost _host = Build(settings);

    public static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(10);

    public FakeTimeProvider Time => (FakeTimeProvider)_host.Services.GetRequiredService<TimeProvider>();

    public IReadOnlyList<INotificationChannel> Channels => [.. _host.Services.GetServices<INotificationChannel>()];

    /// <summary>Starts the host: what a wrong setting stops.</summary>
    public Task StartAsync() => _host.StartAsync();

    public Task<DeliveryOutcome> SendAsync(Announcement announcement, CancellationToken cancellation = default) =>
        Channels.Single().SendAsync(announcement, cancellation);

    /// <summary>Sends, and lets the attempt's time run out once the stand-in has so many requests.</summary>
    public async Task<DeliveryOutcome> SendUntilTimeoutAsync(Announcement announcement, StandIn standIn, int requests = 1)
    {
        var sending = SendAsync(announcement);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await standIn.Ledger.WaitForAsync(ledger => ledger.Count >= requests, deadline.Token);
        Time.Advance(AttemptTimeout);
        return await sending;
    }

    public static Destination Slack(SlackStandIn slack, string channel = "C0000000001", string token = "xoxb-stand-in") => new(
        ("Notifications:Slack:ops:Token", token),
        ("Notifications:Slack:ops:Channel", channel),
        ("Notifications:Slack:ops:BaseUrl", slack.BaseUrl.ToString()));

    public static Destination PagerDuty(PagerDutyStandIn pagerDuty) => new(
        ("Notifications:PagerDuty:primary:RoutingKey", new PagerDutyStandInOptions().RoutingKey),
        ("Notifications:PagerDuty:primary:BaseUrl", pagerDuty.BaseUrl.ToString()));

    public static Destination Webhook(WebhookStandIn receiver) => new(
        ("Notifications:Webhooks:audit:Url", $"{receiver.BaseUrl}hooks/incidents"),
        ("Notifications:Webhooks:audit:Secret", new WebhookStandInOptions().Secret));

    /// <summary>Everything that was logged since the start, at any level.</summary>
    public string Log => _host.Services.GetServices<ILoggerProvider>().OfType<LogText>().Single().ToString();

    public void Dispose() => _host.Dispose();

    private static IHost Build((string Key, string? Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)));
        builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Given.Noon));
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new LogText());
        builder.AddNotifications();
        return builder.Build();
    }
}
