using IncidentAgent.Incidents;

namespace IncidentAgent.Postmortems;

/// <summary>The timeline as a table. Of a long one, single alerts are left out first: who did what is what people look for.</summary>
internal static class TimelineTable
{
    public const int MostRows = 200;

    private const int MostCharacters = 300;

    public static string Write(IReadOnlyList<TimelineEntry> timeline)
    {
        if (timeline.Count == 0)
        {
            return "Nothing is recorded.";
        }

        var shown = Shown(timeline);
        var more = timeline.Count - shown.Count;
        return string.Join('\n', ["| Time (UTC) | What happened | Who |", "|---|---|---|", .. shown.Select(Row)])
            + (more == 0 ? "" : $"\n\n… and {more} more");
    }

    private static List<TimelineEntry> Shown(IReadOnlyList<TimelineEntry> timeline)
    {
        var told = timeline.Count(entry => !IsSingleAlert(entry));
        var alerts = Math.Max(0, MostRows - told);
        return [.. timeline.Where(entry => !IsSingleAlert(entry) || alerts-- > 0).Take(MostRows)];
    }

    private static bool IsSingleAlert(TimelineEntry entry) => entry.Kind is TimelineKind.AlertFired or TimelineKind.AlertResolved;

    private static string Row(TimelineEntry entry)
    {
        var who = entry.Actor is { } actor ? Markdown.Escape(actor) : "agent";
        return $"| {Wording.Utc(entry.At)} | {Markdown.Escape(Wording.Clip(entry.Text, MostCharacters))} | {who} |";
    }
}
