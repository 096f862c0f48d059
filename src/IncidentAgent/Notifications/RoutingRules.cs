using System.Collections.Immutable;
using IncidentAgent.Incidents;

namespace IncidentAgent.Notifications;

/// <summary>Who is told of an incident, and who is told next when nobody acknowledges it.</summary>
/// <param name="Destinations">Each once, in the order of the rules.</param>
/// <param name="EscalateAfter">How long to wait for an acknowledgement; <see langword="null"/> when it does not escalate.</param>
/// <param name="EscalateTo">Who is told then; empty when it does not escalate.</param>
internal sealed record Route(ImmutableArray<string> Destinations, TimeSpan? EscalateAfter, ImmutableArray<string> EscalateTo)
{
    public static readonly Route Nobody = new([], null, []);
}

/// <summary>Decides who is told. Pure: the same rules, incident and instant give the same route.</summary>
internal static class RoutingRules
{
    /// <summary>
    /// The first rule that matches; the ones below it too while a matching rule says <see cref="RoutingRule.Continue"/>. The destinations of all of
    /// them add up; the first of them that escalates says when and to whom.
    /// </summary>
    /// <param name="rules">In order; empty tells everyone and never escalates.</param>
    /// <param name="everyone">Every configured destination.</param>
    /// <param name="incident">The incident as it stands.</param>
    /// <param name="now">The instant the windows are read at.</param>
    public static Route Decide(IReadOnlyList<RoutingRule> rules, IEnumerable<string> everyone, Incident incident, DateTimeOffset now)
    {
        if (rules.Count == 0)
        {
            return Route.Nobody with { Destinations = [.. everyone] };
        }

        var matching = Matching(rules, incident, now).ToList();
        var escalating = matching.Find(rule => rule.EscalateAfter is not null);
        return new Route(
            [.. matching.SelectMany(rule => rule.Destinations).Distinct()], escalating?.EscalateAfter, [.. escalating?.EscalateTo ?? []]);
    }

    private static IEnumerable<RoutingRule> Matching(IEnumerable<RoutingRule> rules, Incident incident, DateTimeOffset now)
    {
        foreach (var rule in rules.Where(rule => Matches(rule, incident, now)))
        {
            yield return rule;
            if (!rule.Continue)
            {
                yield break;
            }
        }
    }

    private static bool Matches(RoutingRule rule, Incident incident, DateTimeOffset now) =>
        (rule.Severities.Count == 0 || rule.Severities.Contains(incident.Severity))
        && rule.Labels.All(label => incident.CommonLabels.GetValueOrDefault(label.Key) == label.Value)
        && IsWithinWindow(rule, now);

    /// <summary>
    /// An instant has exactly one local time, whereas a local time may happen twice or never where the clocks change: so the instant is turned into
    /// the zone's time, never the window into instants.
    /// </summary>
    private static bool IsWithinWindow(RoutingRule rule, DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(rule.TimeZone));
        var time = TimeOnly.FromTimeSpan(local.TimeOfDay);
        var from = rule.From ?? TimeOnly.MinValue;
        var wraps = rule.To < from;

        var beganToday = time >= from && (wraps || rule.To is null || time < rule.To);
        var beganYesterday = wraps && time < rule.To;
        return (beganToday && IsFor(rule, local.DayOfWeek)) || (beganYesterday && IsFor(rule, local.AddDays(-1).DayOfWeek));
    }

    private static bool IsFor(RoutingRule rule, DayOfWeek day) => rule.Days.Count == 0 || rule.Days.Contains(day);
}
