using System.Collections.Concurrent;
using System.Diagnostics;
using IncidentAgent.Telemetry;
using Microsoft.Data.Sqlite;

namespace IncidentAgent.Storage;

/// <summary>
/// The one writer of a database: whatever waits while a transaction is being written to disk goes into the next one together. There is no timer: the
/// disk's own time is the batching window. A write is answered only after its transaction's COMMIT has returned.
/// </summary>
internal sealed partial class GroupCommitWriter : IDisposable
{
    private const int MostPerTransaction = 512;
    private static readonly TimeSpan ProbeWhileDown = TimeSpan.FromSeconds(1);

    /// <summary>Asks for room for a delivery and gives it back: a full database still lets a row be rewritten in its place.</summary>
    private const string Probe =
        """
        SAVEPOINT room;
        INSERT INTO deliveries VALUES (-1, '', 0, zeroblob(262144));
        ROLLBACK TO room;
        RELEASE room;
        UPDATE meta SET value = value WHERE name = 'installation';
        """;

    private readonly BlockingCollection<Write> _queue;
    private readonly Func<SqliteConnection> _connect;
    private readonly AgentMetrics _metrics;
    private readonly ILogger<GroupCommitWriter> _logger;
    private readonly Thread _thread;
    private SqliteConnection _connection;
    private CommitStatements _statements;

    public GroupCommitWriter(Func<SqliteConnection> connect, int mostWaiting, AgentMetrics metrics, ILogger<GroupCommitWriter> logger)
    {
        _queue = new BlockingCollection<Write>(mostWaiting);
        _connect = connect;
        _metrics = metrics;
        _logger = logger;
        _connection = connect();
        _statements = new CommitStatements(_connection);
        _thread = new Thread(Loop) { IsBackground = true, Name = "store writer" };
        _thread.Start();
    }

    public StoreHealth Health { get; private set; } = new(true, null);

    /// <summary>Counts committed transactions.</summary>
    public long Transactions { get; private set; }

    /// <summary>
    /// Queues a write; <see langword="null"/> when the queue is full or the writer has stopped. The task fails with
    /// <see cref="StoreDownException"/> when the transaction could not be committed.
    /// </summary>
    public Task<T>? TryWrite<T>(Func<CommitStatements, T> apply)
    {
        var write = new Write<T>(apply);
        try
        {
            return _queue.TryAdd(write) ? write.Task : null;
        }
        catch (InvalidOperationException) when (_queue.IsAddingCompleted)
        {
            return null;
        }
    }

    private void Loop()
    {
        var batch = new List<Write>(MostPerTransaction);
        while (!_queue.IsCompleted)
        {
            batch.Clear();
            if (_queue.TryTake(out var first, Health.IsUp ? Timeout.InfiniteTimeSpan : ProbeWhileDown))
            {
                batch.Add(first);
                while (batch.Count < MostPerTransaction && _queue.TryTake(out var next))
                {
                    batch.Add(next);
                }
            }
            else if (Health.IsUp)
            {
                continue;
            }

            // While the store is down an empty transaction looks every second, and after each write that went through, whether it is back.
            var before = Transactions;
            if (Commit(batch) is { } error)
            {
                OneByOne(batch, error);
            }

            if (!Health.IsUp && batch.Count > 0 && Transactions > before)
            {
                Commit([]);
            }
        }
    }

    /// <summary>Commits the batch and answers it; returns the error that belongs to one of its writes rather than to the store.</summary>
    private SqliteException? Commit(List<Write> batch)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            Execute("BEGIN IMMEDIATE");
            foreach (var write in batch)
            {
                write.Apply(_statements);
            }

            if (batch.Count == 0)
            {
                Execute(Probe);
            }

            Execute("COMMIT");
            Transactions++;
            if (!Health.IsUp && batch.Count == 0)
            {
                StoreIsBack();
                Health = new StoreHealth(true, null);
            }

            if (batch.Count > 0)
            {
                _metrics.Committed(Stopwatch.GetElapsedTime(began), batch.Count);
            }

            batch.ForEach(write => write.Succeed());
            return null;
        }
        catch (SqliteException e) when (IsOfTheWrite(e))
        {
            Execute("ROLLBACK");
            return e;
        }
        catch (Exception e)
        {
            // Whatever it was, the writer goes on: nothing of the batch is committed, and everyone who waits is told so.
            Down(e);
            batch.ForEach(write => write.Fail(new StoreDownException(e.Message, e)));
            return null;
        }
    }

    private void OneByOne(List<Write> batch, SqliteException error)
    {
        if (batch.Count == 1)
        {
            WriteFailed(error);
            batch[0].Fail(new StoreDownException(error.Message, error));
            return;
        }

        foreach (var write in batch)
        {
            if (Commit([write]) is { } its)
            {
                OneByOne([write], its);
            }
        }
    }

    /// <summary>After a failed write or flush the same handle may hold pages that never reached the disk: only a new one sees what is there.</summary>
    private void Down(Exception e)
    {
        if (Health.IsUp)
        {
            StoreIsDown(e.Message);
        }

        Health = new StoreHealth(false, e.Message);
        try
        {
            _statements.Dispose();
            _connection.Dispose();
            _connection = _connect();
            _statements = new CommitStatements(_connection);
        }
        catch (Exception again) when (again is SqliteException or InvalidOperationException or IOException)
        {
            Health = new StoreHealth(false, again.Message);
        }
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static bool IsOfTheWrite(SqliteException e) => e.SqliteErrorCode is
        Constraint or TooBig or Mismatch;

    private const int TooBig = 18;
    private const int Constraint = 19;
    private const int Mismatch = 20;

    public void Dispose()
    {
        _queue.CompleteAdding();
        _thread.Join();
        _statements.Dispose();
        _connection.Dispose();
        _queue.Dispose();
    }

    private abstract class Write
    {
        public abstract void Apply(CommitStatements statements);

        public abstract void Succeed();

        public abstract void Fail(Exception e);
    }

    private sealed class Write<T>(Func<CommitStatements, T> apply) : Write
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _result = default!;

        public Task<T> Task => _done.Task;

        public override void Apply(CommitStatements statements) => _result = apply(statements);

        public override void Succeed() => _done.SetResult(_result);

        public override void Fail(Exception e) => _done.SetException(e);
    }

    [LoggerMessage(LogLevel.Error, "The store cannot be written to, deliveries are refused with 503 until it can: {Reason}")]
    private partial void StoreIsDown(string reason);

    [LoggerMessage(LogLevel.Information, "The store can be written to again")]
    private partial void StoreIsBack();

    [LoggerMessage(LogLevel.Error, "One write was refused by the database and undone; the others of its transaction were committed without it")]
    private partial void WriteFailed(Exception e);
}
