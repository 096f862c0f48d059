using System.Collections.Immutable;
using IncidentAgent.Alerts;
using IncidentAgent.Incidents;
using IncidentAgent.Notifications;
using Microsoft.Data.Sqlite;

namespace IncidentAgent.Storage;

internal sealed partial class SqliteStore
{
    private const string HeadColumns = "i.head, c.firing, c.resolved, c.revision";
    private const string Heads = "incidents i LEFT JOIN counts c ON c.incident = i.id";

    private bool IsWritten(string key) => _writers.Knows(key) || ReadNow("SELECT 1 FROM writers WHERE key = $1", _ => true, key).Count > 0;

    private IncidentTrack LoadTrack(string key, DateTimeOffset rememberAlertsSince)
    {
        using var connection = _projection.ConnectReader();
        using var asOfOneMoment = connection.BeginTransaction(deferred: true);
        var incidents = Read(
            connection,
            $"""
            SELECT {HeadColumns}, f.findings FROM {Heads} LEFT JOIN findings f ON f.incident = i.id
            WHERE i.key = $1 AND (i.status <> 'Closed'
                OR i.id = (SELECT max(id) FROM incidents WHERE key = $1)
                OR EXISTS (SELECT 1 FROM outbox o WHERE o.incident = i.id AND o.state IN ('Pending', 'Sending'))
                OR EXISTS (SELECT 1 FROM steps s WHERE s.incident = i.id AND s.stuck = 0))
            ORDER BY i.id
            """,
            row => ReadIncident(row, TextOrNull(row, 4)), key);
        return new IncidentTrack
        {
            Key = key,
            Cases = [.. incidents.Select(incident => CaseOf(connection, incident))],
            Episodes = new Episodes(LastOfEach(Remembered(connection, key, rememberAlertsSince))),
        };
    }

    /// <summary>
    /// The episodes of a key that still fire or were heard of since then, in the order in which they were taken: alerts join the newest incident, so
    /// those of an incident all came before those of the next.
    /// </summary>
    private static IEnumerable<StoredEpisode> Remembered(SqliteConnection connection, string key, DateTimeOffset since) =>
        Rows(connection, "SELECT id FROM incidents WHERE key = $1 ORDER BY id", row => row.GetInt64(0), key)
            .SelectMany(incident => EpisodesOf(connection, incident, withJson: false)).Select(alert => alert.Now)
            .Where(episode => episode.Status is AlertStatus.Firing || episode.LastSeen >= since);

    /// <summary>
    /// Of each alert the last one. Not where it is called: between the scopes there, the compiler of .NET 10.0.12 dies of replacing this loop while it runs,
    /// which it does when an incident has thousands of alerts (<c>growth</c> of the benchmarks shows it).
    /// </summary>
    private static Dictionary<AlertKey, Episode> LastOfEach(IEnumerable<StoredEpisode> inOrder)
    {
        var episodes = new Dictionary<AlertKey, Episode>();
        foreach (var stored in inOrder)
        {
            var episode = LastOf(stored);
            episodes[stored.Key] = episodes.TryGetValue(stored.Key, out var earlier) && earlier.StartsAt == episode.StartsAt && episode.EndedAt is null
                ? episode with { EndedAt = earlier.EndedAt }
                : episode;
        }

        return episodes;
    }

    private static Episode LastOf(StoredEpisode stored) => new()
    {
        Row = stored.Row,
        Incident = stored.Incident,
        StartsAt = stored.StartsAt,
        Status = stored.Status,
        Content = stored.Content,
        LastSeen = stored.LastSeen,
        EndedAt = stored.EndsAt,
    };

    /// <summary>The alerts of an incident in the order they arrived: each as it was reported first, and as it stands now.</summary>
    /// <param name="connection">In a transaction: alerts and what became of them are deleted together.</param>
    /// <param name="incident">Its number.</param>
    /// <param name="withJson">Also what was said of it.</param>
    /// <param name="limit">At most so many.</param>
    private static IEnumerable<(StoredEpisode First, StoredEpisode Now)> EpisodesOf(
        SqliteConnection connection, long incident, bool withJson, int limit = int.MaxValue)
    {
        var last = limit == int.MaxValue ? long.MaxValue : FirstOf(connection, incident, withJson: false, limit).Select(alert => alert.Row).LastOrDefault();
        var changes = Read(
            connection,
            $"""
            SELECT id, content, starts_at, status, ends_at, last_seen, {(withJson ? "alert" : "NULL")} FROM alert_changes
            WHERE incident = $1 AND id <= $2
            """,
            row => new AlertChange
            {
                Row = row.GetInt64(0),
                Content = row.IsDBNull(1) ? null : Stored.Number(row.GetFieldValue<byte[]>(1)),
                StartsAt = InstantOrNull(row, 2),
                Status = row.IsDBNull(3) ? null : Enum.Parse<AlertStatus>(row.GetString(3)),
                EndsAt = InstantOrNull(row, 4),
                LastSeen = Stored.Instant(row.GetInt64(5)),
                Json = row.IsDBNull(6) ? null : row.GetFieldValue<byte[]>(6),
            },
            incident, last).ToDictionary(change => change.Row);
        foreach (var first in FirstOf(connection, incident, withJson, limit))
        {
            yield return (first, changes.TryGetValue(first.Row, out var change) ? change.Of(first) : first);
        }
    }

    /// <summary>The alerts of an incident as they were reported first, in the order they arrived.</summary>
    private static IEnumerable<StoredEpisode> FirstOf(SqliteConnection connection, long incident, bool withJson, int limit) =>
        Rows(connection, "SELECT rows FROM alerts WHERE incident = $1 ORDER BY id LIMIT $2", row => row.GetFieldValue<byte[]>(0), incident, limit)
            .SelectMany(pack => PackedAlerts.In(pack, withJson)).Take(limit);

    private static IncidentCase CaseOf(SqliteConnection connection, Incident incident)
    {
        var steps = ImmutableDictionary<StepKind, Step>.Empty;
        ForEach(
            connection, "SELECT kind, due_at, attempts, stuck, error FROM steps WHERE incident = $1",
            row => steps = steps.Add(
                Enum.Parse<StepKind>(row.GetString(0)),
                new Step(Stored.Instant(row.GetInt64(1)), row.GetInt32(2), row.GetInt64(3) != 0, TextOrNull(row, 4))),
            incident.Id.Number);

        var lanes = ImmutableDictionary<string, Lane>.Empty;
        void Change(string destination, Func<Lane, Lane> change) =>
            lanes = lanes.SetItem(destination, change(lanes.GetValueOrDefault(destination, Lane.Empty)));

        ForEach(
            connection, "SELECT destination, receipt FROM outbox WHERE incident = $1 AND receipt IS NOT NULL ORDER BY id",
            row => Change(row.GetString(0), lane => lane with { Receipt = row.GetString(1) }), incident.Id.Number);
        ForEach(
            connection,
            """
            SELECT destination, id, kind, text, created_at, next_at, attempts, may_have_arrived, state FROM outbox
            WHERE incident = $1 AND state IN ('Pending', 'Sending') ORDER BY id
            """,
            row => Change(row.GetString(0), lane => lane with { Waiting = lane.Waiting.Add(WaitingIn(row)) }), incident.Id.Number);
        return new IncidentCase { Incident = incident, Steps = steps, Lanes = lanes };
    }

    private static Outgoing WaitingIn(SqliteDataReader row) => new()
    {
        Row = row.GetInt64(1),
        Kind = Enum.Parse<AnnouncementKind>(row.GetString(2)),
        Text = row.GetString(3),
        CreatedAt = Stored.Instant(row.GetInt64(4)),
        NotBefore = Stored.Instant(row.GetInt64(5)),
        Attempts = row.GetInt32(6),

        // Whoever was sending it is gone: nobody knows whether it arrived.
        MayHaveArrived = row.GetInt64(7) != 0 || row.GetString(8) == nameof(AnnouncementState.Sending),
    };

    /// <summary>Reads what was committed before the call. While nothing can be taken up into the database, what it holds.</summary>
    private List<T> Read<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        CatchUp();
        return ReadNow(sql, read, values);
    }

    private List<T> ReadNow<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var connection = _projection.ConnectReader();
        return Read(connection, sql, read, values);
    }

    private static List<T> Read<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values) =>
        [.. Rows(connection, sql, read, values.ToArray())];

    private static void ForEach(SqliteConnection connection, string sql, Action<SqliteDataReader> read, params ReadOnlySpan<object?> values)
    {
        using var command = Command(connection, sql, values);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            read(reader);
        }
    }

    /// <summary>One by one, as they are asked for.</summary>
    private static IEnumerable<T> Rows<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> read, params object?[] values)
    {
        using var command = Command(connection, sql, values);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return read(reader);
        }
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, ReadOnlySpan<object?> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var index = 0; index < values.Length; index++)
        {
            command.Parameters.AddWithValue($"${index + 1}", values[index] ?? DBNull.Value);
        }

        return command;
    }

    /// <param name="row">Begins with <see cref="HeadColumns"/>.</param>
    /// <param name="findings">As they are stored.</param>
    private static Incident ReadIncident(SqliteDataReader row, string? findings)
    {
        var incident = Stored.Incident(row.GetString(0), findings);
        return row.IsDBNull(1) ? incident : incident with { FiringAlerts = row.GetInt32(1), ResolvedAlerts = row.GetInt32(2), Revision = row.GetInt32(3) };
    }

    private static string? TextOrNull(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTimeOffset? InstantOrNull(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : Stored.Instant(row.GetInt64(column));
}
