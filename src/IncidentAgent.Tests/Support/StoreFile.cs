using System.Globalization;
using System.Text;
using IncidentAgent.Incidents;
using IncidentAgent.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Tests.Support;

/// <summary>
/// What the agent has on the disk, whatever it says about it: its database, and what stands in the journal and is not in the database yet. The files
/// of an agent that runs are read as they are, and those of one that was killed from a copy: they are to be found by the next agent as they were left.
/// </summary>
internal sealed class StoreFile(string directory)
{
    private const string EachAlert = "each_alert";

    /// <summary>For stores of tests that are not about what is deleted.</summary>
    public static Retention KeepsAll => new(
        Options.Create(new StorageOptions { KeepFor = TimeSpan.Zero }), Options.Create(new IncidentOptions()), TimeProvider.System);

    /// <summary>The rows a statement returns, each value as text.</summary>
    public async Task<IReadOnlyList<string[]>> RowsAsync(string sql)
    {
        if (IsInUse())
        {
            await Eventually.Observe("what is in the journal is in the database too", IsTakenUpAsync, done => done);
            return await RowsAsync(Path.Combine(directory, "incident-agent.db"), sql);
        }

        using var copy = new TemporaryDirectory();
        foreach (var file in Directory.GetFiles(directory, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy.Path, Path.GetRelativePath(directory, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        TakeUp(copy.Path);
        return await RowsAsync(Path.Combine(copy.Path, "incident-agent.db"), sql);
    }

    /// <summary>Does something to the database itself.</summary>
    public async Task ChangeAsync(string sql) => await RowsAsync(Path.Combine(directory, "incident-agent.db"), sql);

    /// <summary>The first value of each row.</summary>
    public async Task<IReadOnlyList<string>> ColumnAsync(string sql) => [.. (await RowsAsync(sql)).Select(row => row[0])];

    public async Task<int> CountAsync(string tableAndCondition) =>
        int.Parse((await ColumnAsync($"SELECT count(*) FROM {tableAndCondition}"))[0], CultureInfo.InvariantCulture);

    /// <summary>Waits until so many rows are there.</summary>
    public Task<int> HasAsync(int rows, string tableAndCondition) =>
        Eventually.Observe($"{rows} rows of {tableAndCondition}", () => CountAsync(tableAndCondition), count => count == rows);

    private bool IsInUse()
    {
        try
        {
            using var held = new FileStream(Path.Combine(directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private async Task<bool> IsTakenUpAsync()
    {
        var committed = LastRecord();
        var takenUp = await RowsAsync(Path.Combine(directory, "incident-agent.db"), "SELECT value FROM meta WHERE name = 'taken_up'");
        return long.Parse(takenUp[0][0], CultureInfo.InvariantCulture) >= committed;
    }

    /// <summary>The number of the last whole record; files may be deleted and records written while they are read.</summary>
    private long LastRecord()
    {
        var last = 0L;
        foreach (var path in Directory.GetFiles(Path.Combine(directory, "journal"), "*.journal").Order(StringComparer.Ordinal))
        {
            using var stream = new MemoryStream();
            try
            {
                using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                file.CopyTo(stream);
            }
            catch (FileNotFoundException)
            {
                continue;
            }

            var bytes = stream.GetBuffer().AsSpan(0, (int)stream.Length);
            var mark = JournalFormat.ReadHeader(bytes)?.Mark ?? 0;
            for (var at = JournalFormat.SegmentHeader; at < bytes.Length && JournalFormat.NumberOf(bytes[at..], mark) is { } number;)
            {
                last = number;
                at += (int)JournalFormat.LengthOf(bytes[at..], mark);
            }
        }

        return last;
    }

    private static void TakeUp(string folder)
    {
        using var data = DataDirectory.Open(folder);
        var (database, files) = StoreFiles.Open(data, NullLogger.Instance);
        using (database)
        using (var journal = files.Open(segmentBytes: 1 << 20))
        using (new Projector(journal, database, KeepsAll, mostBehind: 1 << 20, NullLogger<Projector>.Instance))
        {
        }
    }

    /// <summary>For a statement that speaks of it: a table with a row for each alert, as it was reported first and with the status it has now.</summary>
    private static void AddEachAlert(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT rows FROM alerts";
        List<StoredEpisode> alerts = [];
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                alerts.AddRange(PackedAlerts.In(reader.GetFieldValue<byte[]>(0)));
            }
        }

        command.CommandText = $"CREATE TEMP TABLE {EachAlert} (id INTEGER PRIMARY KEY, incident, starts_at, status, alert)";
        command.ExecuteNonQuery();
        using (var insert = new Statement(connection, $"INSERT INTO {EachAlert} VALUES (?1, ?2, ?3, ?4, ?5)"))
        {
            foreach (var alert in alerts)
            {
                insert.Bind(1, alert.Row).Bind(2, alert.Incident.Number).Bind(3, Stored.Micros(alert.StartsAt)).Bind(4, $"{alert.Status}")
                    .Bind(5, Encoding.UTF8.GetString(alert.Json.Span)).Run();
            }
        }

        command.CommandText = $"UPDATE {EachAlert} SET status = coalesce((SELECT c.status FROM alert_changes c WHERE c.id = {EachAlert}.id), status)";
        command.ExecuteNonQuery();
    }

    private static async Task<IReadOnlyList<string[]>> RowsAsync(string file, string sql)
    {
        // Not pooled: a connection that stays open would be in the way of an agent that ends or starts.
        await using var connection = new SqliteConnection($"Data Source={file};Mode=ReadWrite;Pooling=False");
        await connection.OpenAsync();
        if (sql.Contains(EachAlert, StringComparison.Ordinal))
        {
            AddEachAlert(connection);
        }

        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string[]>();
        while (await reader.ReadAsync())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => Text(reader.GetValue(column)))]);
        }

        return rows;
    }

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
