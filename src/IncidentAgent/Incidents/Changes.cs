using IncidentAgent.Alerts;
using IncidentAgent.Postmortems;

namespace IncidentAgent.Incidents;

/// <summary>The rows a commit writes beside the heads and steps.</summary>
internal sealed class Changes
{
    public List<AlertRow> Alerts { get; } = [];

    public List<(IncidentId Incident, TimelineEntry Entry)> Timeline { get; } = [];

    /// <summary>By row number: the last word on a row within one commit wins.</summary>
    public Dictionary<long, AnnouncementRow> Announcements { get; } = [];

    public List<PostmortemDocument> Postmortems { get; } = [];

    public bool IsEmpty => Alerts.Count + Timeline.Count + Announcements.Count + Postmortems.Count == 0;

    public void Add(Changes more)
    {
        Alerts.AddRange(more.Alerts);
        Timeline.AddRange(more.Timeline);
        Postmortems.AddRange(more.Postmortems);
        foreach (var (number, row) in more.Announcements)
        {
            Announcements[number] = row;
        }
    }

    public void Note(IncidentId incident, DateTimeOffset at, TimelineKind kind, string text, string? actor = null) =>
        Timeline.Add((incident, new TimelineEntry(at, kind, text, actor)));
}

/// <summary>An episode as it is to be stored under its row number, new or changed.</summary>
internal sealed record AlertRow(
    long Row, IncidentId Incident, Alert Alert, UInt128 Content, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, bool IsNew);

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
