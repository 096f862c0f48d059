using Microsoft.Extensions.Options;

namespace IncidentAgent.Notifications;

/// <summary>Says everything that is wrong with the section <c>Routing</c> at once: a rule that names nobody we know tells nobody at night.</summary>
internal sealed class RoutingOptionsCheck(IOptions<NotificationOptions> notifications) : IValidateOptions<RoutingOptions>
{
    private static readonly (TimeSpan Least, TimeSpan Most) Escalations = (TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));

    public ValidateOptionsResult Validate(string? name, RoutingOptions options)
    {
        var known = KnownDestinations();
        var faults = options.Rules.SelectMany((rule, number) => Faults($"{RoutingOptions.Section}:Rules:{number}", rule, known)).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private IReadOnlyList<string>? KnownDestinations()
    {
        try
        {
            return notifications.Value.Destinations;
        }
        catch (OptionsValidationException)
        {
            // Reported by its own check; names are looked up again once that section is right.
            return null;
        }
    }

    private static IEnumerable<string> Faults(string key, RoutingRule rule, IReadOnlyList<string>? known)
    {
        if (rule.Destinations.Count == 0)
        {
            yield return $"{key}:Destinations is empty and must name who is told.";
        }

        foreach (var (list, destination) in Named(rule).Where(named => known is not null && !known.Contains(named.Destination)))
        {
            yield return $"{key}:{list} names '{destination}', which is not configured; configured are {string.Join(", ", known!)}.";
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(rule.TimeZone, out _))
        {
            yield return $"{key}:TimeZone is '{rule.TimeZone}', which this machine does not know; a name looks like Europe/Berlin.";
        }

        if (rule.To is { } to && to == (rule.From ?? TimeOnly.MinValue))
        {
            yield return $"{key}:From and {key}:To are both {to:HH:mm}; leave both out for the whole day.";
        }

        if (rule.EscalateAfter is { } after && (after < Escalations.Least || after > Escalations.Most))
        {
            yield return $"{key}:EscalateAfter is {after} and must be between {Escalations.Least} and {Escalations.Most}.";
        }

        if (rule.EscalateAfter is null != (rule.EscalateTo.Count == 0))
        {
            yield return $"{key}:EscalateAfter and {key}:EscalateTo belong together: set both or neither.";
        }
    }

    private static IEnumerable<(string List, string Destination)> Named(RoutingRule rule) =>
    [
        .. rule.Destinations.Select(destination => (nameof(RoutingRule.Destinations), destination)),
        .. rule.EscalateTo.Select(destination => (nameof(RoutingRule.EscalateTo), destination)),
    ];
}
