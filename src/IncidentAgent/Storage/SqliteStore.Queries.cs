using System.Text;
using IncidentAgent.Incidents;
using IncidentAgent.Notifications;

namespace IncidentAgent.Storage;

internal sealed partial class SqliteStore
{
    /// <summary>Word for word the condition of the index <c>outbox_unfinished</c>: only then it is used.</summary>
    private const string Unfinished = "state IN ('Pending', 'Sending', 'Dead')";

    public async Task<IReadOnlyList<DueWork>> DueAsync(int shard, DateTimeOffset now, int limit)
    {
        try
        {
            // What is not taken up yet was offered by its writer: a scan is in no hurry.
            await _projector.Reached(_journal.Committed, atOnce: false);
        }
        catch (StoreDownException)
        {
            // What is due could not be begun either.
            return [];
        }

        return
        [
            // So many of each kind: hundreds of investigations that wait for a source that hangs must not hide an escalation.
            .. ReadNow(
                """
                SELECT key, incident, kind FROM (
                    SELECT key, incident, kind, row_number() OVER (PARTITION BY kind ORDER BY due_at) AS place
                    FROM steps WHERE shard = $1 AND stuck = 0 AND due_at <= $2)
                WHERE place <= $3
                """,
                row => new DueWork(row.GetString(0), new IncidentId(row.GetInt64(1)), Enum.Parse<StepKind>(row.GetString(2)), null),
                shard, Stored.Micros(now), limit),

            // So many for each destination: thousands that wait for a slow one must not hide the few that a quick one could take.
            .. ReadNow(
                """
                SELECT key, incident, destination FROM (
                    SELECT key, incident, destination, row_number() OVER (PARTITION BY destination ORDER BY min(next_at)) AS place
                    FROM outbox WHERE shard = $1 AND state IN ('Pending', 'Sending') AND next_at <= $2
                    GROUP BY key, incident, destination)
                WHERE place <= $3
                """,
                row => new DueWork(row.GetString(0), new IncidentId(row.GetInt64(1)), null, row.GetString(2)),
                shard, Stored.Micros(now), limit),
        ];
    }

    public string? KeyOf(IncidentId id)
    {
        CatchUp(mayBeBehind: false);
        return ReadNow("SELECT key FROM incidents WHERE id = $1", row => row.GetString(0), id.Number).FirstOrDefault();
    }

    public Incident? Head(IncidentId id) => Read(
        $"SELECT {HeadColumns}, f.findings FROM {Heads} LEFT JOIN findings f ON f.incident = i.id WHERE i.id = $1",
        row => ReadIncident(row, TextOrNull(row, 4)), id.Number).FirstOrDefault();

    public IncidentCase? Case(IncidentId id)
    {
        if (Head(id) is not { } incident)
        {
            return null;
        }

        using var connection = _projection.ConnectReader();
        return CaseOf(connection, incident);
    }

    public IReadOnlyList<AnnouncementRecord> DeadLetters(IncidentId id) => AnnouncementsWhere("incident = $1 AND state = 'Dead' ORDER BY id", id.Number);

    public IncidentRecord? Find(IncidentId id)
    {
        if (Head(id) is not { } incident)
        {
            return null;
        }

        List<AlertRecord> alerts = [];
        List<AlertRecord> first = [];
        foreach (var (before, now) in Alerts(id, int.MaxValue))
        {
            alerts.Add(Record(now));
            first.Add(now.Json.Equals(before.Json) ? alerts[^1] : Record(before));
        }

        return new IncidentRecord(
            incident, alerts, FiredAlerts.Among(TimelineOf(id), first), AnnouncementsWhere("incident = $1 ORDER BY id", id.Number));
    }

    public IReadOnlyList<AlertRecord> AlertsOf(IncidentId id, int limit) => [.. Alerts(id, limit).Select(alert => Record(alert.Now))];

    private IEnumerable<(StoredEpisode First, StoredEpisode Now)> Alerts(IncidentId id, int limit)
    {
        CatchUp();
        using var connection = _projection.ConnectReader();
        using var asOfOneMoment = connection.BeginTransaction(deferred: true);
        foreach (var alert in EpisodesOf(connection, id.Number, withJson: true, limit))
        {
            yield return alert;
        }
    }

    private static AlertRecord Record(StoredEpisode episode) => new(episode.ToAlert(), episode.FirstSeen, episode.LastSeen);

    private List<TimelineEntry> TimelineOf(IncidentId id) => Read(
        "SELECT at, kind, text, actor FROM timeline WHERE incident = $1 ORDER BY id",
        row => new TimelineEntry(Stored.Instant(row.GetInt64(0)), Enum.Parse<TimelineKind>(row.GetString(1)), row.GetString(2), TextOrNull(row, 3)),
        id.Number);

    public IReadOnlyList<Incident> List(IncidentFilter filter)
    {
        List<object?> values = [];
        var where = new StringBuilder("1 = 1");
        void And(string condition, params ReadOnlySpan<object?> parameters)
        {
            foreach (var parameter in parameters)
            {
                values.Add(parameter);
                var at = condition.IndexOf('?', StringComparison.Ordinal);
                condition = $"{condition[..at]}${values.Count}{condition[(at + 1)..]}";
            }

            where.Append(" AND ").Append(condition);
        }

        if (filter.Statuses.Count > 0)
        {
            And($"i.status IN ({string.Join(", ", filter.Statuses.Select(status => $"'{status}'"))})");
        }

        if (filter.AtLeast is { } severity)
        {
            And("i.severity >= ?", (int)severity);
        }

        if (filter.OpenedFrom is { } from)
        {
            And("i.opened_at >= ?", Stored.Micros(from));
        }

        if (filter.OpenedTo is { } to)
        {
            And("i.opened_at < ?", Stored.Micros(to));
        }

        if (filter.Before is { } before)
        {
            And("i.id < ?", before);
        }

        foreach (var (name, value) in filter.Labels)
        {
            And("EXISTS (SELECT 1 FROM json_each(i.labels) label WHERE label.key = ? AND label.value = ?)", name, value);
        }

        values.Add(filter.Limit);
        return Read(
            $"SELECT {HeadColumns} FROM {Heads} WHERE {where} ORDER BY i.id DESC LIMIT ${values.Count}",
            row => ReadIncident(row, null), [.. values]);
    }

    public IReadOnlyList<AnnouncementRecord> Announcements(int limit, string? destination, AnnouncementState? state)
    {
        var wanted = "($2 IS NULL OR destination = $2) AND ($3 IS NULL OR state = $3)";
        return state is AnnouncementState.Pending or AnnouncementState.Sending or AnnouncementState.Dead
            // These are few among all that were ever made: sorted from their index, and not looked for among the others.
            ? AnnouncementsWhere($"{Unfinished} AND {wanted} ORDER BY +id DESC LIMIT $1", limit, destination, state.ToString())
            : AnnouncementsWhere($"{wanted} ORDER BY id DESC LIMIT $1", limit, destination, state?.ToString());
    }

    private List<AnnouncementRecord> AnnouncementsWhere(string condition, params ReadOnlySpan<object?> values) => Read(
        $"SELECT incident, destination, kind, text, state, created_at, sent_at, attempts, reason, id FROM outbox WHERE {condition}",
        row => new AnnouncementRecord
        {
            Row = row.GetInt64(9),
            Incident = new IncidentId(row.GetInt64(0)),
            Destination = row.GetString(1),
            Kind = Enum.Parse<AnnouncementKind>(row.GetString(2)),
            Text = row.GetString(3),
            State = Enum.Parse<AnnouncementState>(row.GetString(4)),
            CreatedAt = Stored.Instant(row.GetInt64(5)),
            SentAt = InstantOrNull(row, 6),
            Attempts = row.GetInt32(7),
            Reason = TextOrNull(row, 8),
        },
        values);

    public IReadOnlyList<QuarantinedRecord> Quarantine(int limit) => Read(
        "SELECT id, source, reason, body, first_seen, last_seen, times FROM quarantine ORDER BY id DESC LIMIT $1",
        row => new QuarantinedRecord(
            row.GetInt64(0), row.GetString(1), row.GetString(2), Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(3)),
            Stored.Instant(row.GetInt64(4)), Stored.Instant(row.GetInt64(5)), row.GetInt32(6)),
        limit);

    public StoredPostmortem? Postmortem(IncidentId id) => Read(
        "SELECT revision, written_at, markdown, document FROM postmortems WHERE incident = $1",
        row => new StoredPostmortem(id, row.GetInt32(0), Stored.Instant(row.GetInt64(1)), row.GetString(2), row.GetString(3)),
        id.Number).FirstOrDefault();

    public Backlog Backlog(DateTimeOffset now)
    {
        var steps = Read(
            """
            SELECT coalesce(sum(stuck = 0 AND due_at <= $1), 0), coalesce(sum(stuck), 0),
                min(CASE WHEN stuck = 0 AND due_at <= $1 AND kind <> 'Investigate' THEN due_at END),
                min(CASE WHEN stuck = 0 AND due_at <= $1 AND kind = 'Investigate' THEN due_at END)
            FROM steps
            """,
            row => (Due: row.GetInt32(0), Stuck: row.GetInt32(1), Oldest: InstantOrNull(row, 2), OldestInvestigation: InstantOrNull(row, 3)),
            Stored.Micros(now))[0];
        var announcements = Read(
            $"SELECT destination, state, count(*), min(created_at) FROM outbox WHERE {Unfinished} GROUP BY destination, state",
            row => (Rows: (row.GetString(0), State: Enum.Parse<AnnouncementState>(row.GetString(1)), row.GetInt32(2)), Oldest: Stored.Instant(row.GetInt64(3))));
        var waiting = announcements.Where(one => one.Rows.State is not AnnouncementState.Dead).Select(one => (DateTimeOffset?)one.Oldest).Min();
        var setAside = Read("SELECT count(*) FROM set_aside", row => row.GetInt32(0))[0];
        return new Backlog(steps.Due, steps.Stuck, steps.Oldest, steps.OldestInvestigation, waiting, [.. announcements.Select(one => one.Rows)], setAside);
    }
}
