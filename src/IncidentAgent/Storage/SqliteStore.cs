using System.Globalization;
using System.Security.Cryptography;
using IncidentAgent.Incidents;
using IncidentAgent.Telemetry;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Storage;

/// <summary>
/// The store in one SQLite file: write-ahead log, <c>synchronous=FULL</c>, one writer. A commit that was answered has been flushed to the disk.
/// </summary>
internal sealed partial class SqliteStore : IIncidentStore, IDisposable
{
    private const int PageBytes = 8 * 1024;
    private static readonly TimeSpan CheckpointEvery = TimeSpan.FromMilliseconds(250);

    private readonly StorageOptions _options;
    private readonly AgentMetrics _metrics;
    private readonly DataDirectory _directory;
    private readonly GroupCommitWriter _writer;
    private readonly SqliteConnection _checkpoints;
    private readonly Timer _checkpointTimer;
    private readonly Lock _checkpointing = new();
    private long _checkpointed;
    private long _lastIncident;
    private long _lastAlert;
    private long _lastAnnouncement;
    private long _lastDelivery;

    /// <exception cref="StartRefusedException">The folder is in use, or the database in it cannot be opened.</exception>
    public SqliteStore(IOptions<StorageOptions> options, AgentMetrics metrics, ILogger<GroupCommitWriter> logger)
    {
        _options = options.Value;
        _metrics = metrics;
        _directory = DataDirectory.Open(_options.Directory);
        try
        {
            using (var setUp = ConnectWriter())
            {
                Migrate(setUp);
                Installation = Text(setUp, "SELECT value FROM meta WHERE name = 'installation'");
                _lastIncident = Number(setUp, "SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'last_incident'");
                _lastAlert = Number(setUp, "SELECT coalesce(max(id), 0) FROM alerts");
                _lastAnnouncement = Number(setUp, "SELECT coalesce(max(id), 0) FROM outbox");
                _lastDelivery = Number(setUp, "SELECT coalesce(max(id), 0) FROM deliveries");
            }

            _writer = new GroupCommitWriter(ConnectWriter, _options.MaxWaitingCommits, metrics, logger);
            _checkpoints = ConnectWriter();
        }
        catch (SqliteException e)
        {
            _directory.Dispose();
            throw new StartRefusedException($"Storage:Directory: the database '{_directory.Database}' cannot be opened: {e.Message}", e);
        }

        _checkpointTimer = new Timer(_ => Checkpoint(), null, CheckpointEvery, CheckpointEvery);
    }

    public string Installation { get; }

    public StoreHealth Health => _writer.Health;

    public IncidentId NextIncident() => new(Interlocked.Increment(ref _lastIncident));

    public long NextAlert() => Interlocked.Increment(ref _lastAlert);

    public long NextAnnouncement() => Interlocked.Increment(ref _lastAnnouncement);

    public long NextDelivery() => Interlocked.Increment(ref _lastDelivery);

    public async Task<OpenedTrack> OpenAsync(string key, DateTimeOffset rememberAlertsSince, CancellationToken cancellation)
    {
        if (!IsWritten(key))
        {
            return new OpenedTrack(new IncidentTrack { Key = key }, 0, 0);
        }

        var taken = _writer.TryWrite(statements => statements.TakeOver(key)) ?? throw new StoreDownException("Too much is waiting to be written.");
        var (epoch, version) = await taken.WaitAsync(cancellation);
        return new OpenedTrack(LoadTrack(key, rememberAlertsSince), epoch, version);
    }

    public async Task<CommitResult> CommitAsync(IncidentCommit commit)
    {
        var rows = CommitRows.Of(commit);
        if (_writer.TryWrite(statements => statements.Write(rows)) is not { } written)
        {
            return CommitResult.Busy;
        }

        try
        {
            var result = await written;
            if (result is CommitResult.Fenced)
            {
                _metrics.Fenced();
            }

            return result;
        }
        catch (StoreDownException)
        {
            return CommitResult.StoreDown;
        }
    }

    public async Task<IReadOnlyList<long>?> QuarantineAsync(IReadOnlyList<Quarantined> refused)
    {
        var written = _writer.TryWrite(statements => refused.Select(item =>
        {
            using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            digest.AppendData(System.Text.Encoding.UTF8.GetBytes(item.Source + "\0"));
            digest.AppendData(item.Body.Span);
            return statements.Quarantine(digest.GetHashAndReset(), item);
        }).ToList());
        try
        {
            return written is null ? null : await written;
        }
        catch (StoreDownException)
        {
            return null;
        }
    }

    /// <summary>
    /// Moves what the log holds into the database beside the writer, who would otherwise do it inside somebody's commit. The automatic checkpoint
    /// stays on as a bound for the log, far above what is reached while this keeps up.
    /// </summary>
    private void Checkpoint()
    {
        if (_writer.Transactions == Interlocked.Read(ref _checkpointed) || !_checkpointing.TryEnter())
        {
            return;
        }

        try
        {
            Interlocked.Exchange(ref _checkpointed, _writer.Transactions);
            Execute(_checkpoints, "PRAGMA wal_checkpoint(PASSIVE)");
        }
        catch (SqliteException)
        {
            // A full or failing disk: the writer meets the same error, reports it and refuses deliveries.
        }
        finally
        {
            _checkpointing.Exit();
        }
    }

    private SqliteConnection ConnectWriter()
    {
        var connection = new SqliteConnection($"Data Source={_directory.Database};Pooling=False");
        connection.Open();
        Execute(connection, $"PRAGMA page_size={PageBytes}");
        Execute(connection, "PRAGMA journal_mode=WAL");
        Execute(connection, "PRAGMA synchronous=FULL");
        Execute(connection, "PRAGMA wal_autocheckpoint=4000");
        Execute(connection, "PRAGMA busy_timeout=5000");
        if (_options.MaxBytes > 0)
        {
            Execute(connection, $"PRAGMA max_page_count={Math.Max(1, _options.MaxBytes / PageBytes)}");
        }

        return connection;
    }

    private SqliteConnection ConnectReader()
    {
        var connection = new SqliteConnection($"Data Source={_directory.Database};Mode=ReadOnly");
        connection.Open();
        return connection;
    }

    private static void Migrate(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        Execute(connection, "CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)");
        Execute(connection, "INSERT INTO meta VALUES ('schema', '0'), ('last_incident', '0') ON CONFLICT (name) DO NOTHING");
        Execute(connection, $"INSERT INTO meta VALUES ('installation', '{Guid.NewGuid():N}') ON CONFLICT (name) DO NOTHING");
        var applied = (int)Number(connection, "SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'schema'");
        if (applied > Schema.Migrations.Count)
        {
            throw new StartRefusedException(
                $"Storage:Directory: the database has schema {applied}, this version knows {Schema.Migrations.Count}. Start the newer version.");
        }

        foreach (var migration in Schema.Migrations.Skip(applied))
        {
            Execute(connection, migration);
        }

        Execute(connection, $"UPDATE meta SET value = '{Schema.Migrations.Count}' WHERE name = 'schema'");
        transaction.Commit();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string Text(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (string)command.ExecuteScalar()!;
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _checkpointTimer.Dispose();
        _writer.Dispose();
        lock (_checkpointing)
        {
            _checkpoints.Dispose();
        }

        SqliteConnection.ClearAllPools();
        _directory.Dispose();
    }
}
