using IncidentAgent.Alerts;
using IncidentAgent.Postmortems;

namespace IncidentAgent.Incidents;

/// <summary>The rows a commit writes beside the heads and steps. In a storm they are one alert's: what else there may be is made when it is needed.</summary>
internal sealed class Changes
{
    private List<AlertRow>? _alerts;
    private List<(IncidentId Incident, TimelineEntry Entry)>? _timeline;
    private Dictionary<long, AnnouncementRow>? _announcements;
    private List<PostmortemDocument>? _postmortems;

    public IReadOnlyList<AlertRow> Alerts => _alerts ?? (IReadOnlyList<AlertRow>)[];

    public IReadOnlyList<(IncidentId Incident, TimelineEntry Entry)> Timeline => _timeline ?? (IReadOnlyList<(IncidentId, TimelineEntry)>)[];

    /// <summary>Of each row the last word within the commit.</summary>
    public IReadOnlyCollection<AnnouncementRow> Announcements => _announcements?.Values ?? (IReadOnlyCollection<AnnouncementRow>)[];

    public IReadOnlyList<PostmortemDocument> Postmortems => _postmortems ?? (IReadOnlyList<PostmortemDocument>)[];

    public bool IsEmpty => _alerts is null && _timeline is null && _announcements is null && _postmortems is null;

    /// <summary>All of several, in their order.</summary>
    public static Changes Of(IEnumerable<Changes> several)
    {
        var all = new Changes();
        foreach (var one in several)
        {
            AddAll(ref all._alerts, one._alerts);
            AddAll(ref all._timeline, one._timeline);
            AddAll(ref all._postmortems, one._postmortems);
            foreach (var row in one.Announcements)
            {
                all.Add(row);
            }
        }

        return all;
    }

    public void Add(AlertRow row) => (_alerts ??= new(1)).Add(row);

    public void Add(AnnouncementRow row) => (_announcements ??= [])[row.Item.Row] = row;

    public void Add(PostmortemDocument document) => (_postmortems ??= new(1)).Add(document);

    public void Note(IncidentId incident, DateTimeOffset at, TimelineKind kind, string text, string? actor = null) =>
        (_timeline ??= new(1)).Add((incident, new TimelineEntry(at, kind, text, actor)));

    private static void AddAll<T>(ref List<T>? all, List<T>? some)
    {
        if (some is not null)
        {
            (all ??= []).AddRange(some);
        }
    }
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
