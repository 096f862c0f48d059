namespace IncidentAgent.Notifications;

/// <summary>The section <c>Notifications</c>: the places people are told at, by the name routing rules use.</summary>
internal sealed class NotificationOptions
{
    public const string Section = "Notifications";

    /// <summary>Destinations <c>slack:&lt;name&gt;</c>.</summary>
    public IReadOnlyDictionary<string, SlackOptions> Slack { get; init; } = new Dictionary<string, SlackOptions>();

    /// <summary>Destinations <c>pagerduty:&lt;name&gt;</c>.</summary>
    public IReadOnlyDictionary<string, PagerDutyOptions> PagerDuty { get; init; } = new Dictionary<string, PagerDutyOptions>();

    /// <summary>Destinations <c>webhook:&lt;name&gt;</c>.</summary>
    public IReadOnlyDictionary<string, WebhookOptions> Webhooks { get; init; } = new Dictionary<string, WebhookOptions>();

    /// <summary>How long one attempt may take, every request of it together; default 10 s, from 1 s to 60 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an announcement that cannot be delivered is tried again before it becomes a dead letter; default 24 h, from 1 min to 30 d.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Where people reach the agent, for links; without it announcements carry no link to their incident.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Every configured destination by its id; <c>console</c> alone when none is.</summary>
    public IReadOnlyList<string> Destinations
    {
        get
        {
            string[] configured =
            [
                .. Slack.Keys.Select(SlackChannel.DestinationOf),
                .. PagerDuty.Keys.Select(PagerDutyChannel.DestinationOf),
                .. Webhooks.Keys.Select(WebhookChannel.DestinationOf),
            ];
            return configured.Length > 0 ? configured : [ConsoleChannel.TheDestination];
        }
    }
}

/// <summary>A channel of a Slack workspace.</summary>
internal sealed class SlackOptions
{
    /// <summary>
    /// A bot token, <c>xoxb-…</c>, with the scope <c>chat:write</c>. <c>channels:history</c> (<c>groups:history</c> for a private channel) lets the
    /// agent look whether a message whose answer it never saw has arrived; without it such a message may appear twice.
    /// </summary>
    public string Token { get; init; } = "";

    /// <summary>The channel's id, <c>C0123456789</c>. A name can be posted to, but its history cannot be read.</summary>
    public string Channel { get; init; } = "";

    public Uri BaseUrl { get; init; } = new("https://slack.com/api/");

    /// <summary>How many messages it is sent at most; default 60, which is what Slack takes for one channel, from 1 to 100 000.</summary>
    public int MessagesPerMinute { get; init; } = 60;
}

/// <summary>A PagerDuty service's Events API v2 integration.</summary>
internal sealed class PagerDutyOptions
{
    /// <summary>The integration key, 32 characters.</summary>
    public string RoutingKey { get; init; } = "";

    /// <summary><c>https://events.eu.pagerduty.com/</c> for an account in the EU.</summary>
    public Uri BaseUrl { get; init; } = new("https://events.pagerduty.com/");

    /// <summary>How many events it is sent at most; default 120, beyond which PagerDuty answers 429, from 1 to 100 000.</summary>
    public int EventsPerMinute { get; init; } = 120;
}

/// <summary>A receiver of signed events.</summary>
internal sealed class WebhookOptions
{
    /// <summary>Where events are posted; redirects are not followed.</summary>
    public Uri? Url { get; init; }

    /// <summary>What they are signed with: base64, usually with <c>whsec_</c> in front.</summary>
    public string Secret { get; init; } = "";
}
