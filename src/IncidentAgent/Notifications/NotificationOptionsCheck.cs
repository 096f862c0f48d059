using IncidentAgent.Alerts;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Notifications;

/// <summary>Says everything that is wrong with the section <c>Notifications</c> at once. Of a secret it tells the length, never the value.</summary>
internal sealed class NotificationOptionsCheck : IValidateOptions<NotificationOptions>
{
    private const string Section = NotificationOptions.Section;
    private const int RoutingKeyLength = 32;
    private const int MostPerMinute = 100_000;

    private static readonly (TimeSpan Least, TimeSpan Most) Timeouts = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));

    public ValidateOptionsResult Validate(string? name, NotificationOptions options)
    {
        List<string> faults =
        [
            .. Common(options),
            .. options.Slack.SelectMany(slack => Faults($"{Section}:Slack:{slack.Key}", slack.Value)),
            .. options.PagerDuty.SelectMany(pagerDuty => Faults($"{Section}:PagerDuty:{pagerDuty.Key}", pagerDuty.Value)),
            .. options.Webhooks.SelectMany(webhook => Faults($"{Section}:Webhooks:{webhook.Key}", webhook.Value)),
        ];
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Common(NotificationOptions options)
    {
        if (options.Timeout < Timeouts.Least || options.Timeout > Timeouts.Most)
        {
            yield return $"{Section}:Timeout is {options.Timeout} and must be between {Timeouts.Least} and {Timeouts.Most}.";
        }

        if (options.GiveUpAfter < TimeSpan.FromMinutes(1) || options.GiveUpAfter > TimeSpan.FromDays(30))
        {
            yield return $"{Section}:GiveUpAfter is {options.GiveUpAfter} and must be between 00:01:00 and 30.00:00:00.";
        }

        if (options.PublicUrl is { } url && !IsWebAddress(url))
        {
            yield return NotAnAddress($"{Section}:PublicUrl", url);
        }
    }

    private static IEnumerable<string> Faults(string key, SlackOptions slack)
    {
        if (!IsPrintable(slack.Token))
        {
            yield return $"{key}:Token is {Length(slack.Token)} and must be a bot token, xoxb-…, without spaces.";
        }

        if (!IsPrintable(slack.Channel))
        {
            yield return $"{key}:Channel is '{slack.Channel}' and must be a channel's id such as C0123456789.";
        }

        if (!IsBaseAddress(slack.BaseUrl))
        {
            yield return NotABase($"{key}:BaseUrl", slack.BaseUrl);
        }

        if (!IsPace(slack.MessagesPerMinute))
        {
            yield return NotAPace($"{key}:MessagesPerMinute", slack.MessagesPerMinute);
        }
    }

    private static IEnumerable<string> Faults(string key, PagerDutyOptions pagerDuty)
    {
        if (pagerDuty.RoutingKey.Length != RoutingKeyLength || !IsPrintable(pagerDuty.RoutingKey))
        {
            yield return $"{key}:RoutingKey is {Length(pagerDuty.RoutingKey)} and must be an integration key of {RoutingKeyLength} characters.";
        }

        if (!IsBaseAddress(pagerDuty.BaseUrl))
        {
            yield return NotABase($"{key}:BaseUrl", pagerDuty.BaseUrl);
        }

        if (!IsPace(pagerDuty.EventsPerMinute))
        {
            yield return NotAPace($"{key}:EventsPerMinute", pagerDuty.EventsPerMinute);
        }
    }

    private static IEnumerable<string> Faults(string key, WebhookOptions webhook)
    {
        // Not the value: many receivers' addresses carry a secret in their path.
        if (webhook.Url is null || !IsWebAddress(webhook.Url))
        {
            yield return $"{key}:Url is {Length(webhook.Url?.OriginalString ?? "")} and must be a whole http or https address.";
        }

        if (!StandardWebhooks.TryReadSecret(webhook.Secret, out _))
        {
            yield return $"{key}:Secret is {Length(webhook.Secret)} and must be base64, with or without whsec_ in front.";
        }
    }

    private static bool IsWebAddress(Uri url) => url.IsAbsoluteUri && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps);

    private static bool IsBaseAddress(Uri url) => IsWebAddress(url) && url.AbsoluteUri.EndsWith('/');

    private static bool IsPrintable(string text) => text.Length > 0 && text.All(character => character is > ' ' and <= '~');

    private static string Length(string secret) => secret.Length == 0 ? "empty" : $"{secret.Length} characters long";

    private static bool IsPace(int perMinute) => perMinute is >= 1 and <= MostPerMinute;

    private static string NotAPace(string key, int perMinute) => $"{key} is {perMinute} and must be between 1 and {MostPerMinute}.";

    private static string NotAnAddress(string key, Uri url) => $"{key} is '{url}' and must be a whole http or https address.";

    private static string NotABase(string key, Uri url) => $"{key} is '{url}' and must be a whole http or https address that ends with '/'.";
}
