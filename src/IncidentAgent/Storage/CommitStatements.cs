using IncidentAgent.Investigation;
using Microsoft.Data.Sqlite;

namespace IncidentAgent.Storage;

/// <summary>The statements that write a commit inside the transaction its writer has begun.</summary>
internal sealed class CommitStatements(SqliteConnection connection) : IDisposable
{
    private readonly Statement _claimNewKey = new(connection,
        "INSERT INTO writers (key, epoch, version) VALUES ($1, 1, 1) ON CONFLICT (key) DO NOTHING", 1);

    private readonly Statement _advance = new(connection,
        "UPDATE writers SET version = version + 1 WHERE key = $1 AND epoch = $2 AND version = $3", 3);

    private readonly Statement _takeOver = new(connection,
        "UPDATE writers SET epoch = epoch + 1 WHERE key = $1 RETURNING epoch, version", 1);

    private readonly Statement _lastIncident = new(connection,
        "UPDATE meta SET value = $1 WHERE name = 'last_incident' AND CAST(value AS INTEGER) < $1", 1);

    private readonly Statement _delivery = new(connection,
        "INSERT INTO deliveries (id, source, received_at, body) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING", 4);

    private readonly Statement _head = new(connection,
        """
        INSERT INTO incidents (id, key, status, severity, opened_at, labels, head) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (id) DO UPDATE SET status = excluded.status, severity = excluded.severity, labels = excluded.labels, head = excluded.head
        """, 7);

    private readonly Statement _findings = new(connection,
        "INSERT INTO findings (incident, findings) VALUES ($1, $2) ON CONFLICT (incident) DO UPDATE SET findings = excluded.findings", 2);

    private readonly Statement _newAlert = new(connection,
        """
        INSERT INTO alerts (id, incident, alert_key, content, starts_at, status, ends_at, first_seen, last_seen, alert)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """, 10);

    private readonly Statement _refreshedAlert = new(connection,
        "UPDATE alerts SET content = $2, last_seen = $3, alert = $4 WHERE id = $1", 4);

    // A resolved notice may leave out the annotations that the firing one had: what the alert said stays.
    private readonly Statement _endedAlert = new(connection,
        "UPDATE alerts SET starts_at = $2, status = $3, ends_at = $4, last_seen = $5 WHERE id = $1", 5);

    private readonly Statement _timeline = new(connection,
        "INSERT INTO timeline (incident, at, kind, text, actor) VALUES ($1, $2, $3, $4, $5)", 5);

    private readonly Statement _step = new(connection,
        """
        INSERT INTO steps (incident, kind, key, shard, due_at, attempts, stuck, error) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (incident, kind) DO UPDATE SET
            due_at = excluded.due_at, attempts = excluded.attempts, stuck = excluded.stuck, error = excluded.error
        """, 8);

    private readonly Statement _droppedStep = new(connection, "DELETE FROM steps WHERE incident = $1 AND kind = $2", 2);

    private readonly Statement _announcement = new(connection,
        """
        INSERT INTO outbox (id, incident, key, shard, destination, kind, text, state, created_at, next_at, attempts, may_have_arrived, sent_at, receipt, reason)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        ON CONFLICT (id) DO UPDATE SET
            state = excluded.state, next_at = excluded.next_at, attempts = excluded.attempts, may_have_arrived = excluded.may_have_arrived,
            sent_at = excluded.sent_at, receipt = excluded.receipt, reason = coalesce(excluded.reason, reason)
        """, 15);

    private readonly Statement _postmortem = new(connection,
        """
        INSERT INTO postmortems (incident, revision, written_at, markdown, document) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (incident) DO UPDATE SET
            revision = excluded.revision, written_at = excluded.written_at, markdown = excluded.markdown, document = excluded.document
        """, 5);

    private readonly Statement _quarantine = new(connection,
        """
        INSERT INTO quarantine (digest, source, reason, body, first_seen, last_seen, times) VALUES ($1, $2, $3, $4, $5, $5, 1)
        ON CONFLICT (digest) DO UPDATE SET last_seen = excluded.last_seen, times = times + 1
        RETURNING id
        """, 5);

    // Of no service is an empty name: two of NULL would never be the same.
    private readonly Statement _change = new(connection,
        """
        INSERT INTO changes (at, kind, service, summary, link) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (at, kind, service, summary) DO UPDATE SET link = coalesce(excluded.link, link)
        RETURNING id
        """, 5);

    private readonly Statement _forgottenChanges = new(connection,
        "DELETE FROM changes WHERE at < $1 OR id <= (SELECT max(id) FROM changes) - $2", 2);

    /// <summary>Writes all of it, or, when another writer has the key, nothing.</summary>
    public CommitResult Write(CommitRows rows)
    {
        var isWriter = rows.Epoch == 0 ? _claimNewKey.Run(rows.Key) == 1 : _advance.Run(rows.Key, rows.Epoch, rows.Version) == 1;
        if (!isWriter)
        {
            return CommitResult.Fenced;
        }

        if (rows.LastIncident > 0)
        {
            _lastIncident.Run(rows.LastIncident);
        }

        (Statement Statement, List<object?[]> Rows)[] tables =
        [
            (_delivery, rows.Deliveries), (_head, rows.Heads), (_findings, rows.Findings), (_newAlert, rows.NewAlerts),
            (_refreshedAlert, rows.RefreshedAlerts), (_endedAlert, rows.EndedAlerts), (_timeline, rows.Timeline), (_step, rows.Steps),
            (_droppedStep, rows.DroppedSteps), (_announcement, rows.Announcements), (_postmortem, rows.Postmortems),
        ];
        foreach (var (statement, values) in tables)
        {
            foreach (var row in values)
            {
                statement.Run(row);
            }
        }

        return CommitResult.Committed;
    }

    /// <summary>Makes the caller the key's writer. Epoch 0 says that nobody has written the key yet.</summary>
    public (long Epoch, long Version) TakeOver(string key) => _takeOver.Row(key) is [var epoch, var version] ? (epoch, version) : (0, 0);

    public long Quarantine(byte[] digest, Quarantined refused) =>
        _quarantine.Row(digest, refused.Source, refused.Reason, refused.Body.ToArray(), Stored.Micros(refused.At))[0];

    public long Change(ChangeEvent change, DateTimeOffset forgetBefore, int most)
    {
        var number = _change.Row(Stored.Micros(change.At), change.Kind, change.Service ?? "", change.Summary, change.Link)[0];
        _forgottenChanges.Run(Stored.Micros(forgetBefore), most);
        return number;
    }

    public void Dispose()
    {
        Statement[] all =
        [
            _claimNewKey, _advance, _takeOver, _lastIncident, _delivery, _head, _findings, _newAlert, _refreshedAlert, _endedAlert, _timeline, _step, _droppedStep,
            _announcement, _postmortem, _quarantine, _change, _forgottenChanges,
        ];
        foreach (var statement in all)
        {
            statement.Dispose();
        }
    }
}
