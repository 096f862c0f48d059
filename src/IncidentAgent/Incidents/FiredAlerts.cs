namespace IncidentAgent.Incidents;

/// <summary>
/// The lines of a timeline that say which alerts began to fire. They are not stored: each alert is stored with when it was first seen, and alerts that
/// were first seen at the same instant came together.
/// </summary>
internal static class FiredAlerts
{
    /// <summary>Puts them among what was noted.</summary>
    /// <param name="noted">In the order it was committed.</param>
    /// <param name="alerts">In the order they arrived, as they were reported first.</param>
    public static IReadOnlyList<TimelineEntry> Among(IReadOnlyList<TimelineEntry> noted, IReadOnlyList<AlertRecord> alerts)
    {
        // What the alerts were that opened the incident is said where that is noted. Earlier versions stored these lines too.
        var said = noted.Where(entry => entry.Kind is TimelineKind.Opened or TimelineKind.AlertFired).Select(entry => entry.At).ToHashSet();
        var fired = alerts.GroupBy(alert => alert.FirstSeen, alert => alert.Alert).Where(together => !said.Contains(together.Key))
            .Select(together => new TimelineEntry(together.Key, TimelineKind.AlertFired, Sentences.Fired([.. together])));
        var left = new Queue<TimelineEntry>(fired);
        List<TimelineEntry> all = new(noted.Count + left.Count);
        foreach (var entry in noted)
        {
            // Of the same delivery, that alerts fired comes before what that did to the incident.
            while (left.TryPeek(out var next) && next.At <= entry.At)
            {
                all.Add(left.Dequeue());
            }

            all.Add(entry);
        }

        all.AddRange(left);
        return all;
    }
}
