using Microsoft.Extensions.Options;

namespace IncidentAgent.Notifications;

/// <summary>
/// Tells a Slack channel: one message per incident, kept up to date in place, with a reply in its thread for every change but a mere update.
/// </summary>
/// <remarks>
/// Slack has no idempotency key. A message whose answer was not seen is looked for by the key in its metadata before it is sent again, in the
/// channel's history or the thread; that needs the scope <c>channels:history</c> (<c>groups:history</c> for a private channel) and the channel
/// configured by its id. Where the history cannot be read the message is sent again: twice is better than never.
/// </remarks>
internal sealed class SlackChannel(
    string name, IHttpClientFactory http, IOptions<NotificationOptions> options, TimeProvider time) : INotificationChannel
{
    /// <summary>How far Slack's clock may be behind ours when we look for a message of our own.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    private readonly SlackOptions _slack = options.Value.Slack[name];

    private readonly SlackApi _api = new(http, options.Value.Slack[name], time);

    public string Destination { get; } = DestinationOf(name);

    /// <summary>Evenly, as Slack wants it for one channel.</summary>
    public SendRate Rate { get; } = SendRate.Even(options.Value.Slack[name].MessagesPerMinute);

    public static string DestinationOf(string name) => $"slack:{name}";

    public Task<DeliveryOutcome> SendAsync(Announcement announcement, CancellationToken cancellation) => HttpAttempt.RunAsync(
        token => SlackReceipt.Read(announcement.Receipt) is { } receipt
            ? ChangeAsync(announcement, receipt, token)
            : AnnounceAsync(announcement, token),
        reason => new DeliveryOutcome.Unknown(reason),
        options.Value.Timeout,
        time,
        cancellation);

    private async Task<DeliveryOutcome> AnnounceAsync(Announcement announcement, CancellationToken cancellation)
    {
        if (announcement.MayHaveArrived)
        {
            var history = await _api.HistoryAsync(_slack.Channel, announcement.At - ClockSkew, cancellation).ConfigureAwait(false);
            if (history.Failure is DeliveryOutcome.Retry or DeliveryOutcome.Unknown)
            {
                return LookAgain(history.Failure);
            }

            if (OwnMessage(history, announcement.Key) is { } ts)
            {
                return new DeliveryOutcome.Delivered(new SlackReceipt(_slack.Channel, ts).ToString());
            }
        }

        var reply = await _api.PostMessageAsync(SlackMessage.Whole(announcement, _slack.Channel), cancellation).ConfigureAwait(false);
        return reply.Failure ?? (reply.Answer is { Channel: { } channel, Ts: { } sent }
            ? new DeliveryOutcome.Delivered(new SlackReceipt(channel, sent).ToString())
            : new DeliveryOutcome.Unknown("Slack's answer named no message"));
    }

    private async Task<DeliveryOutcome> ChangeAsync(Announcement announcement, SlackReceipt message, CancellationToken cancellation)
    {
        var update = SlackMessage.Whole(announcement, message.Channel) with { Ts = message.Ts, Metadata = null };
        var reply = await _api.UpdateAsync(update, cancellation).ConfigureAwait(false);
        if (reply.FailedWith("message_not_found") || (message.Channel != _slack.Channel && reply.FailedWith("is_archived", "channel_not_found", "not_in_channel")))
        {
            // Somebody deleted it, or the channel was given up for another: the incident still deserves a message.
            return await AnnounceAsync(announcement, cancellation).ConfigureAwait(false);
        }

        // Where a workspace forbids edits, the thread alone tells.
        var mayNotEdit = reply.FailedWith("cant_update_message", "edit_window_closed");
        if (reply.Failed && !mayNotEdit)
        {
            return reply.Failure!;
        }

        return announcement.Kind is AnnouncementKind.Updated or AnnouncementKind.Investigated && !mayNotEdit
            ? new DeliveryOutcome.Delivered()
            : await ReplyAsync(announcement, message, cancellation).ConfigureAwait(false);
    }

    private async Task<DeliveryOutcome> ReplyAsync(Announcement announcement, SlackReceipt thread, CancellationToken cancellation)
    {
        if (announcement.MayHaveArrived)
        {
            var replies = await _api.RepliesAsync(thread, announcement.At - ClockSkew, cancellation).ConfigureAwait(false);
            if (replies.Failure is DeliveryOutcome.Retry or DeliveryOutcome.Unknown)
            {
                return LookAgain(replies.Failure);
            }

            if (OwnMessage(replies, announcement.Key) is not null)
            {
                return new DeliveryOutcome.Delivered();
            }
        }

        var reply = await _api.PostMessageAsync(SlackMessage.Reply(announcement, thread), cancellation).ConfigureAwait(false);
        return reply.Failure ?? new DeliveryOutcome.Delivered();
    }

    /// <summary>Slack is busy or out: it is asked again before anything is sent twice. Only a history that may not be read is passed over.</summary>
    private static DeliveryOutcome LookAgain(DeliveryOutcome failure) =>
        failure is DeliveryOutcome.Retry retry ? retry : new DeliveryOutcome.Retry("Slack did not say whether the message has arrived");

    private static string? OwnMessage(SlackReply history, string key) =>
        history.Answer?.Messages?.FirstOrDefault(message => message.Metadata?.EventPayload?.Key == key)?.Ts;
}
