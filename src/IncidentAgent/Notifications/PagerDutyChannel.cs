using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Notifications;

/// <summary>
/// Tells PagerDuty over its Events API v2. Effectively once: every event of an incident carries the same dedup_key, so a second copy changes nothing.
/// </summary>
internal sealed class PagerDutyChannel(
    string name, IHttpClientFactory http, IOptions<NotificationOptions> options, TimeProvider time) : INotificationChannel
{
    public const string Client = "pagerduty";

    /// <summary>PagerDuty's advice for a 429 that does not say when to come back.</summary>
    private static readonly TimeSpan WaitWhenLimited = TimeSpan.FromSeconds(30);

    private readonly PagerDutyOptions _pagerDuty = options.Value.PagerDuty[name];

    public string Destination { get; } = DestinationOf(name);

    /// <summary>What one routing key may send before it is answered 429.</summary>
    public SendRate Rate { get; } = new(options.Value.PagerDuty[name].EventsPerMinute, TimeSpan.FromMinutes(1));

    /// <summary>How many alerts fire is not worth an event each: PagerDuty's log would be a copy of the storm.</summary>
    public bool HearsUpdates => false;

    public static string DestinationOf(string name) => $"pagerduty:{name}";

    // No answer is plain Retry, not Unknown: the dedup_key makes a second copy harmless, so there is nothing to look up before it.
    public Task<DeliveryOutcome> SendAsync(Announcement announcement, CancellationToken cancellation) => HttpAttempt.RunAsync(
        token => SendAllAsync(PagerDutyEvents.For(announcement, _pagerDuty.RoutingKey), token),
        reason => new DeliveryOutcome.Retry(reason),
        options.Value.Timeout,
        time,
        cancellation);

    private async Task<DeliveryOutcome> SendAllAsync(IReadOnlyList<PagerDutyEvent> events, CancellationToken cancellation)
    {
        foreach (var one in events)
        {
            if (await PostAsync(one, cancellation).ConfigureAwait(false) is not DeliveryOutcome.Delivered and var failed)
            {
                return failed;
            }
        }

        return new DeliveryOutcome.Delivered();
    }

    private async Task<DeliveryOutcome> PostAsync(PagerDutyEvent one, CancellationToken cancellation)
    {
        using var body = new ByteArrayContent(one.ToJson());
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var client = http.CreateClient(Client);
        using var answer = await client.PostAsync(new Uri(_pagerDuty.BaseUrl, "v2/enqueue"), body, cancellation).ConfigureAwait(false);
        return answer.StatusCode switch
        {
            HttpStatusCode.OK or HttpStatusCode.Accepted => new DeliveryOutcome.Delivered(),
            HttpStatusCode.TooManyRequests =>
                new DeliveryOutcome.Retry("PagerDuty's rate limit is used up", HttpAttempt.RetryAfter(answer.Headers, time) ?? WaitWhenLimited),
            var status when HttpAttempt.IsPassing(status) =>
                new DeliveryOutcome.Retry($"PagerDuty answered {(int)status}", HttpAttempt.RetryAfter(answer.Headers, time)),
            var status => new DeliveryOutcome.Refused($"PagerDuty answered {(int)status}{await WhyAsync(answer, cancellation).ConfigureAwait(false)}"),
        };
    }

    private static async Task<string> WhyAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        try
        {
            var body = await answer.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
            var refusal = JsonSerializer.Deserialize(body, PagerDutyJson.Default.PagerDutyRefusal);
            return Fitted.Plain($": {string.Join("; ", [refusal?.Message ?? "no reason given", .. refusal?.Errors ?? []])}", 500);
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
