using IncidentAgent.Alerts;
using IncidentAgent.Postmortems;

namespace IncidentAgent.Incidents;

/// <summary>The rows a commit writes beside the heads and steps.</summary>
internal sealed class Changes
{
    public List<AlertRow> Alerts { get; } = new(1);

    public List<(IncidentId Incident, TimelineEntry Entry)> Timeline { get; } = new(1);

    /// <summary>By row number: the last word on a row within one commit wins.</summary>
    public Dictionary<long, AnnouncementRow> Announcements { get; } = [];

    public List<PostmortemDocument> Postmortems { get; } = [];

    public bool IsEmpty => Alerts.Count + Timeline.Count + Announcements.Count + Postmortems.Count == 0;

    /// <summary>All of several, in their order.</summary>
    public static Changes Of(IEnumerable<Changes> several)
    {
        var all = new Changes();
        foreach (var one in several)
        {
            all.Alerts.AddRange(one.Alerts);
            all.Timeline.AddRange(one.Timeline);
            all.Postmortems.AddRange(one.Postmortems);
            foreach (var (number, row) in one.Announcements)
            {
                all.Announcements[number] = row;
            }
        }

        return all;
    }

    public void Note(IncidentId incident, DateTimeOffset at, TimelineKind kind, string text, string? actor = null) =>
        Timeline.Add((incident, new TimelineEntry(at, kind, text, actor)));
}

/// <summary>An episode as it is to be stored under its row number, new or changed.</summary>
internal sealed record AlertRow(
    long Row, IncidentId Incident, AlertKey Key, Alert Alert, UInt128 Content, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, bool IsNew);

/// <summary>An announcement as it is to be stored under its row number, new or changed.</summary>
internal sealed record AnnouncementRow
{
    public required IncidentId Incident { get; init; }

    public required string Destination { get; init; }

    public required Outgoing Item { get; init; }

    public required AnnouncementState State { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    public string? Receipt { get; init; }

    public string? Reason { get; init; }
}
