using System.Globalization;
using Microsoft.Data.Sqlite;

namespace IncidentAgent.Storage;

/// <summary>The tables, as migrations in the order they are applied. Instants are whole microseconds since 1970, UTC.</summary>
internal static class Schema
{
    public static readonly IReadOnlyList<string> Migrations =
    [
        """
        CREATE TABLE writers (
            key TEXT PRIMARY KEY,
            epoch INTEGER NOT NULL,
            version INTEGER NOT NULL
        ) WITHOUT ROWID;

        CREATE TABLE incidents (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL,
            status TEXT NOT NULL,
            severity INTEGER NOT NULL,
            opened_at INTEGER NOT NULL,
            labels TEXT NOT NULL,
            head TEXT NOT NULL
        );
        CREATE INDEX incidents_key ON incidents (key);
        CREATE INDEX incidents_status ON incidents (status, id);

        CREATE TABLE deliveries (
            id INTEGER PRIMARY KEY,
            source TEXT NOT NULL,
            received_at INTEGER NOT NULL,
            body BLOB NOT NULL
        );

        CREATE TABLE alerts (
            id INTEGER PRIMARY KEY,
            incident INTEGER NOT NULL,
            alert_key BLOB NOT NULL,
            content BLOB NOT NULL,
            starts_at INTEGER NOT NULL,
            status TEXT NOT NULL,
            ends_at INTEGER,
            first_seen INTEGER NOT NULL,
            last_seen INTEGER NOT NULL,
            alert TEXT NOT NULL
        );
        CREATE INDEX alerts_incident ON alerts (incident, id);

        CREATE TABLE timeline (
            id INTEGER PRIMARY KEY,
            incident INTEGER NOT NULL,
            at INTEGER NOT NULL,
            kind TEXT NOT NULL,
            text TEXT NOT NULL,
            actor TEXT
        );
        CREATE INDEX timeline_incident ON timeline (incident, id);

        CREATE TABLE findings (
            incident INTEGER PRIMARY KEY,
            findings TEXT NOT NULL
        );

        CREATE TABLE steps (
            incident INTEGER NOT NULL,
            kind TEXT NOT NULL,
            key TEXT NOT NULL,
            shard INTEGER NOT NULL,
            due_at INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            stuck INTEGER NOT NULL,
            error TEXT,
            PRIMARY KEY (incident, kind)
        ) WITHOUT ROWID;
        CREATE INDEX steps_due ON steps (shard, due_at) WHERE stuck = 0;

        CREATE TABLE outbox (
            id INTEGER PRIMARY KEY,
            incident INTEGER NOT NULL,
            key TEXT NOT NULL,
            shard INTEGER NOT NULL,
            destination TEXT NOT NULL,
            kind TEXT NOT NULL,
            text TEXT NOT NULL,
            state TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            next_at INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            may_have_arrived INTEGER NOT NULL,
            sent_at INTEGER,
            receipt TEXT,
            reason TEXT
        );
        CREATE INDEX outbox_incident ON outbox (incident, id);
        CREATE INDEX outbox_due ON outbox (shard, next_at) WHERE state IN ('Pending', 'Sending');
        CREATE INDEX outbox_unfinished ON outbox (destination, state) WHERE state IN ('Pending', 'Sending', 'Dead');

        CREATE TABLE postmortems (
            incident INTEGER PRIMARY KEY,
            revision INTEGER NOT NULL,
            written_at INTEGER NOT NULL,
            markdown TEXT NOT NULL,
            document TEXT NOT NULL
        );

        CREATE TABLE quarantine (
            id INTEGER PRIMARY KEY,
            digest BLOB NOT NULL UNIQUE,
            source TEXT NOT NULL,
            reason TEXT NOT NULL,
            body BLOB NOT NULL,
            first_seen INTEGER NOT NULL,
            last_seen INTEGER NOT NULL,
            times INTEGER NOT NULL
        );
        """,
        """
        CREATE TABLE changes (
            id INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            kind TEXT NOT NULL,
            service TEXT NOT NULL,
            summary TEXT NOT NULL,
            link TEXT,
            UNIQUE (at, kind, service, summary)
        );
        """,
        // What was stored before there was a journal counts as its first record: nobody can read it from there again.
        """
        INSERT INTO meta VALUES ('taken_up', (SELECT value <> '0' FROM meta WHERE name = 'schema'));

        CREATE TABLE set_aside (
            id INTEGER PRIMARY KEY,
            record INTEGER NOT NULL,
            reason TEXT NOT NULL,
            rows BLOB NOT NULL
        );
        """,
        // What the alerts say was in their own rows; nobody read the payloads they came in. The counts of a head are NULL where they are as the head says.
        """
        DROP TABLE deliveries;

        ALTER TABLE incidents ADD COLUMN firing INTEGER;
        ALTER TABLE incidents ADD COLUMN resolved INTEGER;
        ALTER TABLE incidents ADD COLUMN revision INTEGER;
        """,
        // Apart from the heads: of an incident in a storm nothing else changes, and hundreds of them fit on a page. None where they are as the head says.
        """
        CREATE TABLE counts (
            incident INTEGER PRIMARY KEY,
            firing INTEGER NOT NULL,
            resolved INTEGER NOT NULL,
            revision INTEGER NOT NULL
        );
        INSERT INTO counts SELECT id, firing, resolved, revision FROM incidents WHERE firing IS NOT NULL;

        ALTER TABLE incidents DROP COLUMN firing;
        ALTER TABLE incidents DROP COLUMN resolved;
        ALTER TABLE incidents DROP COLUMN revision;
        """,
        // See PackedAlerts; MoveAlerts brings those that are here there.
        """
        DROP INDEX alerts_incident;
        ALTER TABLE alerts RENAME TO alerts_one_by_one;

        CREATE TABLE alerts (
            id INTEGER PRIMARY KEY,
            incident INTEGER NOT NULL,
            count INTEGER NOT NULL,
            seen_at INTEGER NOT NULL,
            rows BLOB NOT NULL
        );
        CREATE INDEX alerts_incident ON alerts (incident, id);

        CREATE TABLE alert_changes (
            incident INTEGER NOT NULL,
            id INTEGER NOT NULL,
            content BLOB,
            starts_at INTEGER,
            status TEXT,
            ends_at INTEGER,
            last_seen INTEGER NOT NULL,
            alert TEXT,
            PRIMARY KEY (incident, id)
        ) WITHOUT ROWID;
        INSERT INTO meta VALUES ('last_alert', (SELECT coalesce(max(id), 0) FROM alerts_one_by_one));
        """,
    ];

    /// <summary>The first one in which alerts that came together lie together.</summary>
    public const int PacksAlerts = 6;

    /// <summary>Brings a database to the newest schema, in one transaction.</summary>
    /// <returns>The schema it had; 0 when it is new.</returns>
    /// <exception cref="StartRefusedException">A newer version has written it.</exception>
    public static int Migrate(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        Execute(connection, "CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)");
        Execute(connection, "INSERT INTO meta VALUES ('schema', '0'), ('last_incident', '0') ON CONFLICT (name) DO NOTHING");
        Execute(connection, $"INSERT INTO meta VALUES ('installation', '{Guid.NewGuid():N}') ON CONFLICT (name) DO NOTHING");
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'schema'";
        var applied = Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        if (applied > Migrations.Count)
        {
            throw new StartRefusedException(
                $"Storage:Directory: the database has schema {applied}, this version knows {Migrations.Count}. Start the newer version.");
        }

        foreach (var migration in Migrations.Skip(applied))
        {
            Execute(connection, migration);
        }

        MoveAlerts(connection);
        Execute(connection, $"UPDATE meta SET value = '{Migrations.Count}' WHERE name = 'schema'");
        transaction.Commit();
        return applied;
    }

    /// <summary>Each gets a row of its own, as it stands: nothing has been reported of it since.</summary>
    private static void MoveAlerts(SqliteConnection connection)
    {
        using var old = connection.CreateCommand();
        old.CommandText = "SELECT count(*) FROM sqlite_schema WHERE name = 'alerts_one_by_one'";
        if ((long)old.ExecuteScalar()! == 0)
        {
            return;
        }

        old.CommandText =
            "SELECT id, incident, alert_key, content, starts_at, status, ends_at, first_seen, last_seen, alert FROM alerts_one_by_one ORDER BY id";
        using (var row = old.ExecuteReader())
        using (var insert = new Statement(connection, "INSERT INTO alerts (id, incident, count, seen_at, rows) VALUES (?1, ?2, 1, ?3, ?4)"))
        {
            var (rows, packed) = (new RowBuffer(), new RowBuffer());
            while (row.Read())
            {
                rows.Clear();
                packed.Clear();
                rows.Row(Table.NewAlert).Value(row.GetInt64(0)).Value(row.GetInt64(1))
                    .Value(row.GetFieldValue<byte[]>(2).AsSpan()).Value(row.GetFieldValue<byte[]>(3).AsSpan())
                    .Value(row.GetInt64(4)).Value(row.GetString(5)).Value(row.IsDBNull(6) ? null : (long?)row.GetInt64(6))
                    .Value(row.GetInt64(7)).Value(row.GetInt64(8)).Value(row.GetString(9));
                PackedAlerts.Pack(rows.Written, packed);
                insert.Bind(1, row.GetInt64(0)).Bind(2, row.GetInt64(1)).Bind(3, row.GetInt64(8)).Bind(4, packed.Written).Run();
            }
        }

        Execute(connection, "DROP TABLE alerts_one_by_one");
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
