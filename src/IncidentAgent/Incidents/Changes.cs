using IncidentAgent.Alerts;
using IncidentAgent.Postmortems;

namespace IncidentAgent.Incidents;

/// <summary>The rows a commit writes beside the heads and steps. In a storm they are one alert's: what else there may be is made when it is needed.</summary>
internal sealed class Changes
{
    /// <summary>Of a delivery with more alerts the room for them is given back.</summary>
    private const int MostKept = 64;

    private List<AlertRow>? _alerts;
    private List<(IncidentId Incident, TimelineEntry Entry)>? _timeline;
    private Dictionary<long, AnnouncementRow>? _announcements;
    private List<PostmortemDocument>? _postmortems;

    public IReadOnlyList<AlertRow> Alerts => _alerts ?? (IReadOnlyList<AlertRow>)[];

    public IReadOnlyList<(IncidentId Incident, TimelineEntry Entry)> Timeline => _timeline ?? (IReadOnlyList<(IncidentId, TimelineEntry)>)[];

    /// <summary>Of each row the last word within the commit.</summary>
    public IReadOnlyCollection<AnnouncementRow> Announcements => _announcements?.Values ?? (IReadOnlyCollection<AnnouncementRow>)[];

    public IReadOnlyList<PostmortemDocument> Postmortems => _postmortems ?? (IReadOnlyList<PostmortemDocument>)[];

    /// <summary>The alerts that began to fire.</summary>
    public IReadOnlyList<Alert> Fired => [.. Alerts.Where(row => row.IsNew).Select(row => row.Alert)];

    public bool IsEmpty => Alerts.Count == 0 && Timeline.Count == 0 && Announcements.Count == 0 && Postmortems.Count == 0;

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

    /// <summary>Forgets them all, to be used for another decision.</summary>
    public void Clear()
    {
        _alerts?.Clear();
        _alerts = _alerts?.Capacity > MostKept ? null : _alerts;
        (_timeline, _announcements, _postmortems) = (null, null, null);
    }

    public void Add(in AlertRow row) => (_alerts ??= new(1)).Add(row);

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
/// <param name="Row">Its number.</param>
/// <param name="Incident">The incident it belongs to.</param>
/// <param name="Key">Which alert it is an episode of.</param>
/// <param name="Alert">As it was reported now.</param>
/// <param name="Content">Stands for labels and annotations (<see cref="AlertKey.ContentOf"/>).</param>
/// <param name="SeenAt">When it was reported, by the agent's clock.</param>
/// <param name="IsNew">It was not stored before.</param>
internal readonly record struct AlertRow(long Row, IncidentId Incident, AlertKey Key, Alert Alert, UInt128 Content, DateTimeOffset SeenAt, bool IsNew);

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
