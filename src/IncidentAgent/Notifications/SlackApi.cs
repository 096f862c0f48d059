using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace IncidentAgent.Notifications;

/// <summary>Calls Slack's Web API once per method call, and tells its four ways of saying no apart.</summary>
internal sealed class SlackApi(IHttpClientFactory http, SlackOptions slack, TimeProvider time)
{
    public const string Client = "slack";

    public Task<SlackReply> PostMessageAsync(SlackPost post, CancellationToken cancellation) => PostAsync("chat.postMessage", post, cancellation);

    public Task<SlackReply> UpdateAsync(SlackPost post, CancellationToken cancellation) => PostAsync("chat.update", post, cancellation);

    /// <summary>The newest messages of a channel, at most 999 (Slack's limit for one page), none older than <paramref name="oldest"/>.</summary>
    public Task<SlackReply> HistoryAsync(string channel, DateTimeOffset oldest, CancellationToken cancellation) =>
        ReadAsync($"conversations.history?channel={Uri.EscapeDataString(channel)}&oldest={oldest.ToUnixTimeSeconds()}", cancellation);

    /// <summary>A thread's newest replies, at most 999, none older than <paramref name="oldest"/>.</summary>
    public Task<SlackReply> RepliesAsync(SlackReceipt thread, DateTimeOffset oldest, CancellationToken cancellation) =>
        ReadAsync($"conversations.replies?channel={Uri.EscapeDataString(thread.Channel)}&ts={thread.Ts}&oldest={oldest.ToUnixTimeSeconds()}", cancellation);

    private async Task<SlackReply> PostAsync(string method, SlackPost post, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(slack.BaseUrl, method));
        request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(post, SlackJson.Default.SlackPost));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        return await SendAsync(request, cancellation).ConfigureAwait(false);
    }

    private async Task<SlackReply> ReadAsync(string query, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(slack.BaseUrl, $"{query}&limit=999&include_all_metadata=true"));
        return await SendAsync(request, cancellation).ConfigureAwait(false);
    }

    private async Task<SlackReply> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", slack.Token);
        using var client = http.CreateClient(Client);
        using var response = await client.SendAsync(request, cancellation).ConfigureAwait(false);
        var wait = HttpAttempt.RetryAfter(response.Headers, time);
        if (!response.IsSuccessStatusCode)
        {
            return new SlackReply(null, Failure(response.StatusCode, wait));
        }

        var body = await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
        return Read(body, wait);
    }

    private static SlackReply Read(byte[] body, TimeSpan? wait)
    {
        try
        {
            var answer = JsonSerializer.Deserialize(body, SlackJson.Default.SlackAnswer);
            return answer is { Ok: true } ? new SlackReply(answer, null) : new SlackReply(answer, Failure(answer?.Error ?? "no error named", wait));
        }
        catch (JsonException)
        {
            return new SlackReply(null, new DeliveryOutcome.Unknown("Slack's answer was not JSON"));
        }
    }

    private static DeliveryOutcome Failure(HttpStatusCode status, TimeSpan? wait) => status switch
    {
        // A gateway that gave up waiting has handed the request on.
        HttpStatusCode.GatewayTimeout => new DeliveryOutcome.Unknown("Slack answered 504"),
        _ when HttpAttempt.IsPassing(status) => new DeliveryOutcome.Retry($"Slack answered {(int)status}", wait),
        _ => new DeliveryOutcome.Refused($"Slack answered {(int)status}"),
    };

    /// <summary>Errors that come as 200. One that nobody listed is final: it is an answer, and others are told at once rather than after the last retry.</summary>
    private static DeliveryOutcome Failure(string error, TimeSpan? wait) => error switch
    {
        "ratelimited" or "rate_limited" => new DeliveryOutcome.Retry("Slack's rate limit is used up", wait),
        "service_unavailable" or "team_added_to_org" => new DeliveryOutcome.Retry($"Slack answered {error}", wait),

        // Slack's documentation says of these that some aspect of the operation may have succeeded.
        "internal_error" or "fatal_error" or "request_timeout" => new DeliveryOutcome.Unknown($"Slack answered {error}"),
        _ => new DeliveryOutcome.Refused($"Slack answered {error}"),
    };
}

/// <summary>A method's answer: what it said, and when it failed what that means for the announcement.</summary>
internal sealed record SlackReply(SlackAnswer? Answer, DeliveryOutcome? Failure)
{
    public bool Failed => Failure is not null;

    public bool FailedWith(params ReadOnlySpan<string> errors) => Failed && errors.Contains(Answer?.Error);
}

/// <summary>Which message speaks of an incident: the channel's id and the message's <c>ts</c>, written <c>C0123456789/1700000000.000100</c>.</summary>
internal sealed record SlackReceipt(string Channel, string Ts)
{
    public override string ToString() => $"{Channel}/{Ts}";

    /// <summary><see langword="null"/> for anything else than what <see cref="ToString"/> writes.</summary>
    public static SlackReceipt? Read(string? receipt) =>
        receipt?.Split('/') is [{ Length: > 0 } channel, { Length: > 0 } ts] ? new SlackReceipt(channel, ts) : null;
}
