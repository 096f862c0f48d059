using System.Net;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Notifications;

internal static class NotificationSetup
{
    /// <summary>The most of an answer that is read: a channel's history of 999 messages with their blocks fits.</summary>
    private const int MostAnswerBytes = 32 * 1024 * 1024;

    /// <summary>
    /// Adds every destination of the section <c>Notifications</c> as an <see cref="INotificationChannel"/>, or the console where there is none. The
    /// names are read from the configuration as it is now; the values when the agent starts, which a wrong one stops.
    /// </summary>
    public static IHostApplicationBuilder AddNotifications(this IHostApplicationBuilder builder)
    {
        AddOptions<NotificationOptions, NotificationOptionsCheck>(builder.Services, NotificationOptions.Section);
        AddOptions<RoutingOptions, RoutingOptionsCheck>(builder.Services, RoutingOptions.Section);
        builder.Services.TryAddSingleton(TimeProvider.System);
        foreach (var client in (string[])[SlackApi.Client, PagerDutyChannel.Client, WebhookChannel.Client])
        {
            AddClient(builder.Services, client);
        }

        AddChannels(builder);
        return builder;
    }

    /// <summary>A mistyped key stops the start: a rule whose condition is not read would match everything.</summary>
    private static void AddOptions<TOptions, TCheck>(IServiceCollection services, string section)
        where TOptions : class
        where TCheck : class, IValidateOptions<TOptions> =>
        services.AddOptionsWithValidateOnStart<TOptions, TCheck>().BindConfiguration(section, binder => binder.ErrorOnUnknownConfiguration = true);

    /// <summary>Logs nothing, because addresses and headers carry secrets, and has no time limit of its own: an attempt has one.</summary>
    private static void AddClient(IServiceCollection services, string name) => services
        .AddHttpClient(name, client =>
        {
            client.Timeout = Timeout.InfiniteTimeSpan;
            client.MaxResponseContentBufferSize = MostAnswerBytes;
        })
        .RemoveAllLoggers()
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        });

    private static void AddChannels(IHostApplicationBuilder builder)
    {
        var notifications = builder.Configuration.GetSection(NotificationOptions.Section);
        var services = builder.Services;
        var before = services.Count;
        Add<SlackChannel>(services, notifications.GetSection(nameof(NotificationOptions.Slack)));
        Add<PagerDutyChannel>(services, notifications.GetSection(nameof(NotificationOptions.PagerDuty)));
        Add<WebhookChannel>(services, notifications.GetSection(nameof(NotificationOptions.Webhooks)));
        if (services.Count == before)
        {
            services.AddSingleton<INotificationChannel, ConsoleChannel>();
        }
    }

    private static void Add<TChannel>(IServiceCollection services, IConfigurationSection named)
        where TChannel : INotificationChannel
    {
        foreach (var name in named.GetChildren().Select(child => child.Key))
        {
            services.AddSingleton<INotificationChannel>(provider => ActivatorUtilities.CreateInstance<TChannel>(provider, name));
        }
    }
}
