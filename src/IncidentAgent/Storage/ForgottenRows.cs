using Microsoft.Data.Sqlite;

namespace IncidentAgent.Storage;

/// <summary>Deletes what is over, the oldest first, a portion at a time. The freed pages are used again before the file grows.</summary>
internal static class ForgottenRows
{
    private const int IncidentsAtOnce = 20;

    /// <summary>
    /// The closed incidents from the oldest on, whether each was opened before then, and whether nothing is left to be done or said about it and nobody has
    /// spoken of it since.
    /// </summary>
    private const string Closed =
        """
        SELECT i.id, i.opened_at < $before,
            NOT EXISTS (SELECT 1 FROM timeline t WHERE t.incident = i.id AND t.at >= $before)
            AND NOT EXISTS (SELECT 1 FROM alerts a WHERE a.incident = i.id AND a.seen_at >= $before)
            AND NOT EXISTS (SELECT 1 FROM alert_changes c WHERE c.incident = i.id AND c.last_seen >= $before)
            AND NOT EXISTS (SELECT 1 FROM steps s WHERE s.incident = i.id AND s.stuck = 0)
            AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.incident = i.id AND o.state IN ('Pending', 'Sending'))
        FROM incidents i WHERE i.status = 'Closed' ORDER BY i.id
        """;

    private static readonly IReadOnlyList<string> OfAnIncident =
    [
        "DELETE FROM alert_changes WHERE incident = $incident",
        "DELETE FROM alerts WHERE incident = $incident",

        // The one with the highest number is kept: numbers are given from there on.
        "DELETE FROM outbox WHERE incident = $incident AND id < (SELECT max(id) FROM outbox)",
        "DELETE FROM timeline WHERE incident = $incident",
        "DELETE FROM findings WHERE incident = $incident",
        "DELETE FROM counts WHERE incident = $incident",
        "DELETE FROM steps WHERE incident = $incident",
        "DELETE FROM postmortems WHERE incident = $incident",

        // Of a key that has no incident any more nobody is the writer: whoever writes it next begins anew.
        """
        DELETE FROM writers WHERE key = (SELECT key FROM incidents WHERE id = $incident)
            AND NOT EXISTS (SELECT 1 FROM incidents i WHERE i.key = writers.key AND i.id <> $incident)
        """,
        "DELETE FROM incidents WHERE id = $incident",
    ];

    /// <summary>Deletes one portion, inside the transaction that the caller has begun.</summary>
    /// <returns>Whether there may be more.</returns>
    public static bool Delete(SqliteConnection connection, DateTimeOffset before)
    {
        var over = Find(connection, before);
        foreach (var id in over)
        {
            foreach (var sql in OfAnIncident)
            {
                using var command = Command(connection, sql);
                command.Parameters.AddWithValue("$incident", id);
                command.ExecuteNonQuery();
            }
        }

        using var refused = Command(connection, "DELETE FROM quarantine WHERE last_seen < $before", before);
        refused.ExecuteNonQuery();
        return over.Count == IncidentsAtOnce;
    }

    /// <summary>Incidents are numbered as they are opened: behind the first that is too young there is none to be found, however many are kept.</summary>
    private static List<long> Find(SqliteConnection connection, DateTimeOffset before)
    {
        using var command = Command(connection, Closed, before);
        using var reader = command.ExecuteReader();
        List<long> over = [];
        while (over.Count < IncidentsAtOnce && reader.Read() && reader.GetBoolean(1))
        {
            if (reader.GetBoolean(2))
            {
                over.Add(reader.GetInt64(0));
            }
        }

        return over;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, DateTimeOffset? before = null)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        if (before is { } instant)
        {
            command.Parameters.AddWithValue("$before", Stored.Micros(instant));
        }

        return command;
    }
}
