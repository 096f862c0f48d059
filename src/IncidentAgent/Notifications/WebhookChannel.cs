using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IncidentAgent.Alerts;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Notifications;

/// <summary>
/// Posts signed events (standardwebhooks.com) to any receiver. Its <c>webhook-id</c> is the same on every attempt, so a receiver that remembers ids
/// takes each event once.
/// </summary>
internal sealed class WebhookChannel(
    string name, IHttpClientFactory http, IOptions<NotificationOptions> options, TimeProvider time) : INotificationChannel
{
    public const string Client = "webhook";

    private const int MostIdLength = 128;

    private readonly WebhookOptions _webhook = options.Value.Webhooks[name];

    public string Destination { get; } = DestinationOf(name);

    /// <summary>A courtesy; the standard names no rate.</summary>
    public SendRate Rate { get; } = new(10, TimeSpan.FromSeconds(1));

    public static string DestinationOf(string name) => $"webhook:{name}";

    /// <summary>The announcement's key where it is short and plain, else its SHA-256: a dot in an id would blur what is signed.</summary>
    public static string IdOf(string announcementKey)
    {
        var isPlain = announcementKey.Length <= MostIdLength
            && announcementKey.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '/' or ':');
        return isPlain ? announcementKey : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(announcementKey)));
    }

    // No answer is plain Retry, not Unknown: the receiver knows a second copy by its webhook-id.
    public Task<DeliveryOutcome> SendAsync(Announcement announcement, CancellationToken cancellation) => HttpAttempt.RunAsync(
        token => PostAsync(announcement, token), reason => new DeliveryOutcome.Retry(reason), options.Value.Timeout, time, cancellation);

    private async Task<DeliveryOutcome> PostAsync(Announcement announcement, CancellationToken cancellation)
    {
        using var request = Signed(announcement);
        using var client = http.CreateClient(Client);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        return answer.StatusCode switch
        {
            >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => new DeliveryOutcome.Delivered(),
            var status when HttpAttempt.IsPassing(status) =>
                new DeliveryOutcome.Retry($"the receiver answered {(int)status}", HttpAttempt.RetryAfter(answer.Headers, time)),
            HttpStatusCode.Gone => new DeliveryOutcome.Refused("the receiver answered 410: it wants no more events"),
            < HttpStatusCode.BadRequest and var status => new DeliveryOutcome.Refused($"the receiver answered {(int)status}; redirects are not followed"),
            var status => new DeliveryOutcome.Refused($"the receiver answered {(int)status}"),
        };
    }

    private HttpRequestMessage Signed(Announcement announcement)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(WebhookEvent.From(announcement), WebhookJson.Default.WebhookEvent);
        var id = IdOf(announcement.Key);
        var now = time.GetUtcNow();
        var request = new HttpRequestMessage(HttpMethod.Post, _webhook.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(StandardWebhooks.IdHeader, id);
        request.Headers.Add(StandardWebhooks.TimestampHeader, StandardWebhooks.Seconds(now));
        request.Headers.TryAddWithoutValidation(StandardWebhooks.SignatureHeader, StandardWebhooks.Sign(_webhook.Secret, id, now, body));
        return request;
    }
}
