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
        var cases = ReadNow(
            $"""
            SELECT {HeadColumns}, f.findings FROM {Heads} LEFT JOIN findings f ON f.incident = i.id
            WHERE i.key = $1 AND (i.status <> 'Closed'
                OR i.id = (SELECT max(id) FROM incidents WHERE key = $1)
                OR EXISTS (SELECT 1 FROM outbox o WHERE o.incident = i.id AND o.state IN ('Pending', 'Sending'))
                OR EXISTS (SELECT 1 FROM steps s WHERE s.incident = i.id AND s.stuck = 0))
            """,
            row => LoadCase(ReadIncident(row, TextOrNull(row, 4))), key);
        using var connection = _projection.ConnectReader();
        using var asOfOneMoment = connection.BeginTransaction(deferred: true);
        var episodes = LastOfEach(ReadNow("SELECT id FROM incidents WHERE key = $1", row => row.GetInt64(0), key)
            .SelectMany(incident => EpisodesOf(connection, incident, withJson: false)).Select(alert => alert.Now)
            .Where(stored => stored.Status is AlertStatus.Firing || stored.LastSeen >= rememberAlertsSince)
            .Select(stored => stored with { Json = default })
            .OrderBy(stored => stored.StartsAt).ThenBy(stored => stored.Row));
        return new IncidentTrack
        {
            Key = key,
            Cases = [.. cases.OrderBy(one => one.Incident.Id.Number)],
            Episodes = new Episodes(episodes),
        };
    }

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
    /// <param name="withJson">Also what was said of it since.</param>
    /// <param name="limit">At most so many.</param>
    private static IEnumerable<(StoredEpisode First, StoredEpisode Now)> EpisodesOf(
        SqliteConnection connection, long incident, bool withJson, int limit = int.MaxValue)
    {
        var alerts = Rows(connection, "SELECT rows FROM alerts WHERE incident = $1 ORDER BY id LIMIT $2", row => row.GetFieldValue<byte[]>(0), incident, limit)
            .SelectMany(PackedAlerts.In).Take(limit);
        var last = long.MaxValue;
        if (limit < int.MaxValue)
        {
            alerts = [.. alerts];
            last = alerts.Select(alert => alert.Row).LastOrDefault();
        }

        var changes = Read(
            connection,
            $"""
            SELECT id, content, starts_at, status, ends_at, last_seen, {(withJson ? "alert" : "NULL")} FROM alert_changes
            WHERE incident = $1 AND id <= $2
            """,
            row => (Row: row.GetInt64(0), Change: new AlertChange(
                row.IsDBNull(1) ? null : Stored.Number(row.GetFieldValue<byte[]>(1)),
                InstantOrNull(row, 2),
                row.IsDBNull(3) ? null : Enum.Parse<AlertStatus>(row.GetString(3)),
                InstantOrNull(row, 4),
                Stored.Instant(row.GetInt64(5)),
                row.IsDBNull(6) ? null : row.GetFieldValue<byte[]>(6))),
            incident, last).ToDictionary(one => one.Row, one => one.Change);
        return alerts.Select(first => (first, changes.TryGetValue(first.Row, out var change) ? change.Of(first) : first));
    }

    private IncidentCase LoadCase(Incident incident)
    {
        var steps = ReadNow(
            "SELECT kind, due_at, attempts, stuck, error FROM steps WHERE incident = $1",
            row => (Enum.Parse<StepKind>(row.GetString(0)),
                new Step(Stored.Instant(row.GetInt64(1)), row.GetInt32(2), row.GetInt64(3) != 0, TextOrNull(row, 4))),
            incident.Id.Number);
        var receipts = ReadNow(
            "SELECT destination, receipt FROM outbox WHERE incident = $1 AND receipt IS NOT NULL ORDER BY id",
            row => (Destination: row.GetString(0), Receipt: row.GetString(1)), incident.Id.Number);
        var waiting = ReadNow(
            """
            SELECT destination, id, kind, text, created_at, next_at, attempts, may_have_arrived, state FROM outbox
            WHERE incident = $1 AND state IN ('Pending', 'Sending') ORDER BY id
            """,
            row => (Destination: row.GetString(0), Item: new Outgoing
            {
                Row = row.GetInt64(1),
                Kind = Enum.Parse<AnnouncementKind>(row.GetString(2)),
                Text = row.GetString(3),
                CreatedAt = Stored.Instant(row.GetInt64(4)),
                NotBefore = Stored.Instant(row.GetInt64(5)),
                Attempts = row.GetInt32(6),
                // Whoever was sending it is gone: nobody knows whether it arrived.
                MayHaveArrived = row.GetInt64(7) != 0 || row.GetString(8) == nameof(AnnouncementState.Sending),
            }),
            incident.Id.Number);
        var lanes = ImmutableDictionary<string, Lane>.Empty;
        foreach (var (destination, receipt) in receipts)
        {
            lanes = lanes.SetItem(destination, Lane.Empty with { Receipt = receipt });
        }

        foreach (var lane in waiting.GroupBy(row => row.Destination, row => row.Item))
        {
            lanes = lanes.SetItem(lane.Key, lanes.GetValueOrDefault(lane.Key, Lane.Empty) with { Waiting = [.. lane] });
        }

        return new IncidentCase { Incident = incident, Steps = steps.ToImmutableDictionary(step => step.Item1, step => step.Item2), Lanes = lanes };
    }

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

    /// <summary>One by one, as they are asked for.</summary>
    private static IEnumerable<T> Rows<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> read, params object?[] values)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var index = 0; index < values.Length; index++)
        {
            command.Parameters.AddWithValue($"${index + 1}", values[index] ?? DBNull.Value);
        }

        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return read(reader);
        }
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
