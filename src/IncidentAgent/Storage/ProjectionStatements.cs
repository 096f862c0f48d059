using Microsoft.Data.Sqlite;

namespace IncidentAgent.Storage;

/// <summary>The statements that bring rows of the journal into the tables, inside the transaction that the projection has begun.</summary>
internal sealed class ProjectionStatements : IDisposable
{
    private readonly Dictionary<Table, Statement> _byTable = [];

    public ProjectionStatements(SqliteConnection connection)
    {
        void Prepare(Table table, string sql) => _byTable.Add(table, new Statement(connection, sql));

        Prepare(Table.Writer,
            "INSERT INTO writers (key, epoch, version) VALUES (?1, ?2, ?3) ON CONFLICT (key) DO UPDATE SET epoch = excluded.epoch, version = excluded.version");
        Prepare(Table.LastIncident, "UPDATE meta SET value = ?1 WHERE name = 'last_incident' AND CAST(value AS INTEGER) < ?1");
        Prepare(Table.Head,
            """
            INSERT INTO incidents (id, key, status, severity, opened_at, labels, head) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            ON CONFLICT (id) DO UPDATE SET
                status = excluded.status, severity = excluded.severity, labels = excluded.labels, head = excluded.head
            """);
        Prepare(Table.Counts,
            """
            INSERT INTO counts (incident, firing, resolved, revision) SELECT ?1, ?2, ?3, ?4 WHERE EXISTS (SELECT 1 FROM incidents WHERE id = ?1)
            ON CONFLICT (incident) DO UPDATE SET firing = excluded.firing, resolved = excluded.resolved, revision = excluded.revision
            RETURNING incident
            """);
        OldCounts = new Statement(connection, "DELETE FROM counts WHERE incident = ?1");
        Prepare(Table.Findings,
            "INSERT INTO findings (incident, findings) VALUES (?1, ?2) ON CONFLICT (incident) DO UPDATE SET findings = excluded.findings");
        Prepare(Table.NewAlert, "INSERT INTO alerts (id, incident, count, seen_at, rows) VALUES (?1, ?2, ?3, ?4, ?5)");
        LastAlert = new Statement(connection, "UPDATE meta SET value = ?1 WHERE name = 'last_alert' AND CAST(value AS INTEGER) < ?1");

        // Of an incident that is deleted nothing is noted any more: nobody would find it, and nothing would delete it.
        Prepare(Table.RefreshedAlert, Refreshed("SELECT ?1, ?2, ?3, ?4, ?5 WHERE EXISTS (SELECT 1 FROM alerts WHERE incident = ?1)"));
        Prepare(Table.EndedAlert, Ended("SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE EXISTS (SELECT 1 FROM alerts WHERE incident = ?1)"));
        Prepare(Table.FormerRefreshedAlert, Refreshed("SELECT incident, ?1, ?2, ?3, ?4 FROM alerts WHERE id = ?1"));
        Prepare(Table.FormerEndedAlert, Ended("SELECT incident, ?1, ?2, ?3, ?4, ?5 FROM alerts WHERE id = ?1"));
        Prepare(Table.Timeline, "INSERT INTO timeline (incident, at, kind, text, actor) VALUES (?1, ?2, ?3, ?4, ?5)");
        Prepare(Table.Step,
            """
            INSERT INTO steps (incident, kind, key, shard, due_at, attempts, stuck, error) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            ON CONFLICT (incident, kind) DO UPDATE SET
                due_at = excluded.due_at, attempts = excluded.attempts, stuck = excluded.stuck, error = excluded.error
            """);
        Prepare(Table.DroppedStep, "DELETE FROM steps WHERE incident = ?1 AND kind = ?2");
        Prepare(Table.Announcement,
            """
            INSERT INTO outbox (id, incident, key, shard, destination, kind, text, state, created_at, next_at, attempts, may_have_arrived, sent_at, receipt, reason)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
            ON CONFLICT (id) DO UPDATE SET
                state = excluded.state, next_at = excluded.next_at, attempts = excluded.attempts, may_have_arrived = excluded.may_have_arrived,
                sent_at = excluded.sent_at, receipt = excluded.receipt, reason = coalesce(excluded.reason, reason)
            """);
        Prepare(Table.Postmortem,
            """
            INSERT INTO postmortems (incident, revision, written_at, markdown, document) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (incident) DO UPDATE SET
                revision = excluded.revision, written_at = excluded.written_at, markdown = excluded.markdown, document = excluded.document
            """);
        Prepare(Table.Quarantine,
            """
            INSERT INTO quarantine (digest, source, reason, body, first_seen, last_seen, times) VALUES (?1, ?2, ?3, ?4, ?5, ?5, 1)
            ON CONFLICT (digest) DO UPDATE SET last_seen = excluded.last_seen, times = times + 1
            RETURNING id
            """);

        // Of no service is an empty name: two of NULL would never be the same.
        Prepare(Table.Change,
            """
            INSERT INTO changes (at, kind, service, summary, link) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (at, kind, service, summary) DO UPDATE SET link = coalesce(excluded.link, link)
            RETURNING id
            """);
        ForgottenChanges = new Statement(connection, "DELETE FROM changes WHERE at < ?1 OR id <= (SELECT max(id) FROM changes) - ?2");
        TakenUp = new Statement(connection, "UPDATE meta SET value = ?1 WHERE name = 'taken_up'");
        SetAside = new Statement(connection, "INSERT INTO set_aside (record, reason, rows) VALUES (?1, ?2, ?3)");
    }

    private static string Refreshed(string row) =>
        $"""
        INSERT INTO alert_changes (incident, id, content, last_seen, alert) {row}
        ON CONFLICT (incident, id) DO UPDATE SET content = excluded.content, last_seen = excluded.last_seen, alert = excluded.alert
        """;

    /// <summary>A resolved notice may leave out the annotations that the firing one had: what the alert said stays.</summary>
    private static string Ended(string row) =>
        $"""
        INSERT INTO alert_changes (incident, id, starts_at, status, ends_at, last_seen) {row}
        ON CONFLICT (incident, id) DO UPDATE SET
            starts_at = excluded.starts_at, status = excluded.status, ends_at = excluded.ends_at, last_seen = excluded.last_seen
        """;

    public Statement ForgottenChanges { get; }

    public Statement LastAlert { get; }

    /// <summary>Those of an incident whose head says them itself.</summary>
    public Statement OldCounts { get; }

    public Statement TakenUp { get; }

    public Statement SetAside { get; }

    public Statement this[Table table] =>
        _byTable.GetValueOrDefault(table) ?? throw new InvalidDataException($"The journal holds rows of a table {(int)table} that this version does not know.");

    /// <summary>How many values a row of the journal has.</summary>
    public static int Values(Table table) => table switch
    {
        Table.LastIncident => 1,
        Table.Findings or Table.DroppedStep => 2,
        Table.Writer => 3,
        Table.Delivery or Table.FormerRefreshedAlert or Table.Counts => 4,
        Table.FormerEndedAlert or Table.RefreshedAlert or Table.Timeline or Table.Postmortem => 5,
        Table.EndedAlert or Table.Quarantine => 6,
        Table.Head => 7,
        Table.Step or Table.Change => 8,
        Table.NewAlert => 10,
        Table.Announcement => 15,
        _ => throw new InvalidDataException($"The journal holds rows of a table {(int)table} that this version does not know."),
    };

    public void Dispose()
    {
        foreach (var statement in _byTable.Values)
        {
            statement.Dispose();
        }

        ForgottenChanges.Dispose();
        LastAlert.Dispose();
        OldCounts.Dispose();
        TakenUp.Dispose();
        SetAside.Dispose();
    }
}
