using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using IncidentAgent.Notifications;
using IncidentAgent.Storage;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Incidents;

/// <summary>Brings the configuration of several stages into the form the life-cycle takes.</summary>
internal sealed class IncidentPolicies(
    IOptions<IncidentOptions> incidents, IOptions<NotificationOptions> notifications, IOptions<RoutingOptions> routing,
    IEnumerable<INotificationChannel> channels, IIncidentStore store)
{
    private readonly FrozenSet<string> _hearNoUpdates =
        channels.Where(channel => !channel.HearsUpdates).Select(channel => channel.Destination).ToFrozenSet(StringComparer.Ordinal);

    private readonly string[] _everyone = [.. channels.Select(channel => channel.Destination)];

    public IncidentPolicy Current => field ??= new IncidentPolicy
    {
        ReopenWindow = incidents.Value.ReopenWindow,
        LateNoticeWithin = incidents.Value.LateNoticeWithin,
        StaleAfter = incidents.Value.StaleAfter,
        RememberAlertsFor = incidents.Value.RememberAlertsFor,
        StepAttempts = incidents.Value.StepAttempts,
        GiveUpAfter = notifications.Value.GiveUpAfter,
        Backoff = attempt => RetrySchedule.WaitAfter(Math.Max(1, attempt), Random.Shared),
        HearsUpdates = destination => !_hearNoUpdates.Contains(destination),
        Route = (incident, now) => RoutingRules.Decide(routing.Value.Rules, _everyone, incident, now),
        Numbers = store,
    };

    public Announcement Announcement(Incident incident, string destination, Outgoing item, string? receipt) => new()
    {
        Key = $"{store.Installation}/{incident.Id}/{destination}/{item.Row}",
        Kind = item.Kind,
        Incident = incident,
        IncidentKey = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{store.Installation}/{incident.Id}"))),
        Text = item.Text,
        At = item.CreatedAt,
        Receipt = receipt,
        MayHaveArrived = item.MayHaveArrived,
        IncidentUrl = notifications.Value.PublicUrl is { } url ? $"{url.GetLeftPart(UriPartial.Path).TrimEnd('/')}/api/incidents/{incident.Id}" : null,
    };
}
