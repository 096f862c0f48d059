using System.Buffers.Binary;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace IncidentAgent.Storage;

/// <summary>
/// The database that is read: what the journal has committed, as tables. Together with the rows of a record its number is noted, so that each record
/// is taken up once, and is dropped from the journal only when it is on the disk here (<c>synchronous=FULL</c>).
/// </summary>
internal sealed class Projection : IDisposable
{
    private const int PageBytes = 8 * 1024;

    /// <summary>
    /// Pages of the write-ahead log after which it is moved into the database, in a storm after each transaction. Commits do not wait for that, but their
    /// flush may meet it on the disk: rather often a little than seldom much.
    /// </summary>
    private const int PagesBetweenCheckpoints = 500;

    /// <summary>What one transaction changes fits into it; what does not is written more than once.</summary>
    private const int CacheKibibytes = 8 * 1024;

    private readonly string _path;
    private readonly ProjectedRows _rows = new();
    private readonly List<(long Ticket, long Number)> _numbered = [];
    private readonly List<(long Record, int From, int To)> _entries = [];
    private SqliteConnection _connection;
    private ProjectionStatements _statements;
    private long _usedBytes;
    private int _setAside;

    /// <exception cref="SqliteException">The file is no database, or a damaged one.</exception>
    /// <exception cref="StartRefusedException">A newer version has written it.</exception>
    public Projection(string path)
    {
        _path = path;
        _connection = Connect();
        AlertsOneByOne = Schema.Migrate(_connection) < Schema.PacksAlerts;
        _statements = new ProjectionStatements(_connection);
        _usedBytes = Used();
    }

    /// <summary>The last record it holds; 0 when it holds none.</summary>
    public long TakenUp => Number("SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'taken_up'");

    public long LastIncident => Number("SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'last_incident'");

    /// <summary>What the journal holds may be of a version that did not pack alerts; from then on it is not.</summary>
    public bool AlertsOneByOne
    {
        set => _rows.AlertsOneByOne = value;
    }

    public long LastAlert => Number("SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'last_alert'");

    public long LastAnnouncement => Number("SELECT coalesce(max(id), 0) FROM outbox");

    public Guid Installation
    {
        get => Guid.ParseExact(Meta("installation")!, "N");
        set => Note("installation", value.ToString("N"));
    }

    /// <summary>The journal it was made from; <see langword="null"/> when there was none yet.</summary>
    public Guid? Journal
    {
        get => Meta("journal") is { } known ? Guid.ParseExact(known, "N") : null;
        set => Note("journal", value!.Value.ToString("N"));
    }

    /// <summary>The bytes in use; pages that became free are used before the file grows.</summary>
    public long UsedBytes => Interlocked.Read(ref _usedBytes);

    /// <summary>Takes up whole records. When it has returned, they are on the disk.</summary>
    /// <param name="records">At least one, of one file, one behind the other.</param>
    /// <param name="last">The number of the last of them.</param>
    /// <returns>The tickets of rows that got a number, with it; and how many commits were set aside because the tables refused them.</returns>
    /// <exception cref="SqliteException">The database cannot be written to; nothing of it was taken up.</exception>
    public (IReadOnlyList<(long Ticket, long Number)> Numbered, int SetAside) TakeUp(ReadOnlyMemory<byte> records, long last)
    {
        _numbered.Clear();
        _setAside = 0;
        try
        {
            TakeUpTogether(records.Span, last);
        }
        catch (SqliteException e) when (IsOfARow(e))
        {
            _numbered.Clear();
            TakeUpOneByOne(records.Span, last);
        }

        return (_numbered, _setAside);
    }

    private void TakeUpTogether(ReadOnlySpan<byte> records, long last)
    {
        _rows.Clear();
        foreach (var (_, from, to) in Entries(records))
        {
            _rows.Add(records, from, to);
        }

        InTransaction(last, records, static (self, bytes) => self._rows.Write(self._statements, bytes, self.Numbered));
    }

    /// <summary>
    /// A row that the tables refuse is a defect of this program. Its commit is kept as it is, for a person to look at, and nobody else's is held up.
    /// </summary>
    private void TakeUpOneByOne(ReadOnlySpan<byte> records, long last) =>
        InTransaction(last, records, static (self, bytes) =>
        {
            foreach (var (record, from, to) in self.Entries(bytes))
            {
                self._rows.Clear();
                self._rows.Add(bytes, from, to);
                var numbered = self._numbered.Count;
                Execute(self._connection, "SAVEPOINT entry");
                try
                {
                    self._rows.Write(self._statements, bytes, self.Numbered);
                }
                catch (SqliteException e) when (IsOfARow(e))
                {
                    Execute(self._connection, "ROLLBACK TO entry");
                    self._numbered.RemoveRange(numbered, self._numbered.Count - numbered);
                    self._rows.WriteWriters(self._statements, bytes);
                    self._statements.SetAside.Bind(1, record).Bind(2, e.Message).Bind(3, bytes[from..to]).Run();
                    self._setAside++;
                }

                Execute(self._connection, "RELEASE entry");
            }
        });

    /// <summary>Deletes a portion of what is over and of which nobody has spoken since.</summary>
    /// <returns>Whether there may be more.</returns>
    /// <exception cref="SqliteException">The database cannot be written to; nothing was deleted.</exception>
    public bool Forget(DateTimeOffset before)
    {
        var more = false;
        InTransaction(before, (self, instant) => more = ForgottenRows.Delete(self._connection, instant));
        return more;
    }

    /// <summary>Together with rows of records it is noted up to which record they go.</summary>
    private void InTransaction(long last, ReadOnlySpan<byte> records, Write write) => InTransaction(records, (self, bytes) =>
    {
        write(self, bytes);
        self._statements.TakenUp.Bind(1, last).Run();
    });

    private void InTransaction<T>(T with, Action<Projection, T> write)
        where T : allows ref struct
    {
        Execute(_connection, "BEGIN IMMEDIATE");
        try
        {
            write(this, with);
            var used = Used();
            Execute(_connection, "COMMIT");
            Interlocked.Exchange(ref _usedBytes, used);
        }
        catch
        {
            // Some errors have rolled it back already.
            if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle!) == 0)
            {
                Execute(_connection, "ROLLBACK");
            }

            throw;
        }
    }

    private delegate void Write(Projection self, ReadOnlySpan<byte> records);

    private void Numbered(long ticket, long number) => _numbered.Add((ticket, number));

    /// <summary>Where the entries of whole records stand.</summary>
    private List<(long Record, int From, int To)> Entries(ReadOnlySpan<byte> records)
    {
        _entries.Clear();
        var mark = JournalFormat.MarkOfRecords(records);
        for (var at = 0; at < records.Length;)
        {
            var number = JournalFormat.NumberIn(records[at..]);
            var end = at + (int)JournalFormat.LengthOf(records[at..], mark);
            for (at += JournalFormat.RecordHeader; at < end;)
            {
                var from = at + sizeof(int);
                at = from + BinaryPrimitives.ReadInt32LittleEndian(records[at..]);
                _entries.Add((number, from, at));
            }
        }

        return _entries;
    }

    /// <summary>Moves what the log holds into the database file.</summary>
    /// <exception cref="SqliteException">A full or failing disk.</exception>
    public void Checkpoint() => Execute(_connection, "PRAGMA wal_checkpoint(PASSIVE)");

    /// <summary>After a failed write or flush the same handle may hold pages that never reached the disk: only a new one sees what is there.</summary>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    public void OpenAgain()
    {
        _statements.Dispose();
        _connection.Dispose();
        _connection = Connect();
        _statements = new ProjectionStatements(_connection);
    }

    /// <summary>A connection that sees the newest state with each statement.</summary>
    public SqliteConnection ConnectReader()
    {
        var connection = new SqliteConnection($"Data Source={_path};Mode=ReadOnly");
        connection.Open();
        return connection;
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={_path};Pooling=False");
        connection.Open();
        Execute(connection, $"PRAGMA page_size={PageBytes}");
        Execute(connection, "PRAGMA journal_mode=WAL");
        Execute(connection, "PRAGMA synchronous=FULL");
        Execute(connection, $"PRAGMA wal_autocheckpoint={PagesBetweenCheckpoints}");
        Execute(connection, $"PRAGMA cache_size=-{CacheKibibytes}");
        Execute(connection, "PRAGMA busy_timeout=5000");
        return connection;
    }

    private long Used() => Number("PRAGMA page_size") * (Number("PRAGMA page_count") - Number("PRAGMA freelist_count"));

    private string? Meta(string name)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT value FROM meta WHERE name = $1";
        command.Parameters.AddWithValue("$1", name);
        return (string?)command.ExecuteScalar();
    }

    private void Note(string name, string value)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "INSERT INTO meta VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        command.Parameters.AddWithValue("$1", name);
        command.Parameters.AddWithValue("$2", value);
        command.ExecuteNonQuery();
    }

    private long Number(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static bool IsOfARow(SqliteException e) => e.SqliteErrorCode is
        SQLitePCL.raw.SQLITE_CONSTRAINT or SQLitePCL.raw.SQLITE_TOOBIG or SQLitePCL.raw.SQLITE_MISMATCH;

    public void Dispose()
    {
        _statements.Dispose();
        _connection.Dispose();
    }
}
