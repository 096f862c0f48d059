using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace IncidentAgent.Storage;

/// <summary>
/// Takes up into the database what the journal has committed, in large transactions on a thread of its own, so that nobody's commit waits for
/// tables. It is never far behind: whoever reads has it catch up first, and beyond a bound commits wait for it.
/// </summary>
internal sealed partial class Projector : IDisposable
{
    /// <summary>
    /// In one transaction. In a larger one more rows share the pages they are on, each of which is written twice; but a commit that meets its flush on the
    /// disk waits the longer.
    /// </summary>
    private const int BytesAtOnce = 1 << 22;

    /// <summary>How long it waits for more to take up together: a page that many rows go to is then written once.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CheckpointWhenIdleFor = TimeSpan.FromSeconds(1);

    private readonly object _gate = new();
    private readonly Journal _journal;
    private readonly Projection _projection;
    private readonly Retention _retention;
    private readonly long _mostBehind;
    private readonly ILogger<Projector> _logger;
    private readonly PriorityQueue<TaskCompletionSource, long> _waiting = new();
    private readonly Thread _thread;
    private JournalReader _reader;
    private long _applied;
    private long _bytes;
    private bool _isWanted;
    private bool _isStopping;
    private bool _cannotForget;
    private volatile string? _failure;

    /// <param name="journal">What is taken up.</param>
    /// <param name="projection">Where to.</param>
    /// <param name="retention">What is deleted there, when there is time between.</param>
    /// <param name="mostBehind">How many bytes of the journal may wait to be taken up.</param>
    /// <param name="logger">Is told what fails.</param>
    /// <exception cref="SqliteException">What the journal holds already cannot be taken up.</exception>
    public Projector(Journal journal, Projection projection, Retention retention, long mostBehind, ILogger<Projector> logger)
    {
        _journal = journal;
        _projection = projection;
        _retention = retention;
        _mostBehind = mostBehind;
        _logger = logger;
        _applied = projection.TakenUp;
        _reader = new JournalReader(journal, _applied);
        while (Applied < journal.Committed)
        {
            TakeUp();
        }

        projection.AlertsOneByOne = false;
        _bytes = journal.Bytes;
        _thread = new Thread(Loop) { IsBackground = true, Name = "store projector" };
        _thread.Start();
    }

    /// <summary>The last record that the database holds.</summary>
    public long Applied => Interlocked.Read(ref _applied);

    /// <summary>How many bytes of the journal it does not hold yet.</summary>
    public long Behind => _journal.Bytes - Interlocked.Read(ref _bytes);

    /// <summary>Why nothing can be taken up at the moment; <see langword="null"/> when all is well.</summary>
    public string? Failure => _failure;

    /// <summary>Who waits for the numbers of rows that it takes up.</summary>
    public Tickets Tickets { get; } = new();

    /// <summary>Says that there is more to take up.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Completes when the database holds a record. Fails with <see cref="StoreDownException"/> while nothing can be taken up.</summary>
    /// <param name="record">The record's number.</param>
    /// <param name="atOnce">Somebody waits for it.</param>
    public Task Reached(long record, bool atOnce)
    {
        if (Applied >= record)
        {
            return Task.CompletedTask;
        }

        lock (_gate)
        {
            if (Applied >= record)
            {
                return Task.CompletedTask;
            }

            if (_failure is { } why)
            {
                return Task.FromException(new StoreDownException(why));
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(reached, record);
            _isWanted |= atOnce;
            Monitor.PulseAll(_gate);
            return reached.Task;
        }
    }

    /// <summary>Waits, on the writer's thread, until it is no longer too far behind, or cannot go on.</summary>
    public void WaitForRoom()
    {
        if (Behind <= _mostBehind)
        {
            return;
        }

        lock (_gate)
        {
            while (Behind > _mostBehind && _failure is null)
            {
                _isWanted = true;
                Monitor.PulseAll(_gate);
                Monitor.Wait(_gate);
            }
        }
    }

    private void Loop()
    {
        while (WaitForWork())
        {
            try
            {
                TakeUp();
                Recovered();
                Tidy();
            }
            catch (Exception e)
            {
                // Whatever it was, what was committed is safe in the journal, and is tried again.
                if (!Failed(e))
                {
                    return;
                }
            }
        }
    }

    /// <returns>False when it is to stop and everything is taken up.</returns>
    private bool WaitForWork()
    {
        if (!WaitForMore(CheckpointWhenIdleFor))
        {
            Checkpoint();
            while (!WaitForMore(_retention.DueIn))
            {
                Tidy();
            }
        }

        lock (_gate)
        {
            if (Applied >= _journal.Committed)
            {
                return false;
            }

            var since = Stopwatch.GetTimestamp();
            while (!_isWanted && !_isStopping && Behind < BytesAtOnce && Linger - Stopwatch.GetElapsedTime(since) is var left && left > TimeSpan.Zero)
            {
                Monitor.Wait(_gate, left);
            }

            return true;
        }
    }

    /// <returns>False when nothing came and it was not told to stop.</returns>
    private bool WaitForMore(TimeSpan atMost)
    {
        lock (_gate)
        {
            while (Applied >= _journal.Committed && !_isStopping)
            {
                if (!Monitor.Wait(_gate, atMost))
                {
                    return false;
                }
            }

            return true;
        }
    }

    private void TakeUp()
    {
        var records = _reader.Next(BytesAtOnce);
        var (numbered, refused) = _projection.TakeUp(records, _reader.Read);
        Interlocked.Add(ref _bytes, records.Length);
        Interlocked.Exchange(ref _applied, _reader.Read);
        if (refused > 0)
        {
            SetAside(refused);
        }

        foreach (var (ticket, number) in numbered)
        {
            Tickets.Tell(ticket, number);
        }

        lock (_gate)
        {
            while (_waiting.TryPeek(out var next, out var record) && record <= Applied)
            {
                _waiting.Dequeue();
                next.SetResult();
            }

            _isWanted = _waiting.Count > 0 && _isWanted;
            Monitor.PulseAll(_gate);
        }

        ForgetTakenUp();
    }

    /// <summary>What the database holds is only in the way: that it cannot be deleted holds up nothing.</summary>
    private void ForgetTakenUp()
    {
        try
        {
            _journal.Forget(Applied);
            _cannotForget = false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (!_cannotForget)
            {
                NotForgotten(e);
            }

            _cannotForget = true;
        }
    }

    /// <returns>Whether to try again.</returns>
    private bool Failed(Exception e)
    {
        lock (_gate)
        {
            if (_failure is null)
            {
                CannotTakeUp(e);
            }

            _failure = e.Message;
            var down = new StoreDownException(e.Message, e);
            while (_waiting.TryDequeue(out var waits, out _))
            {
                waits.SetException(down);
            }

            Tickets.Fail(down);
            Monitor.PulseAll(_gate);
            if (_isStopping)
            {
                return false;
            }

            Monitor.Wait(_gate, TryAgainAfter);
        }

        try
        {
            _reader.Dispose();
            _reader = new JournalReader(_journal, Applied);
            _projection.OpenAgain();
        }
        catch (Exception again) when (again is SqliteException or IOException or ObjectDisposedException)
        {
            _failure = again.Message;
        }

        return true;
    }

    private void Recovered()
    {
        if (_failure is not null)
        {
            _failure = null;
            TakesUpAgain();
        }
    }

    private void Tidy()
    {
        try
        {
            _retention.Tidy(_projection);
        }
        catch (Exception e)
        {
            // Whatever it was, commits go on, and it is tried again when it is due the next time.
            NotTidied(e);
            try
            {
                _projection.OpenAgain();
            }
            catch (SqliteException)
            {
                // What is to be taken up next meets the same error and reports it.
            }
        }
    }

    private void Checkpoint()
    {
        try
        {
            _projection.Checkpoint();
        }
        catch (Exception)
        {
            // Whatever it was, what is to be taken up next meets the same error and reports it.
        }
    }

    /// <summary>Takes up the rest and ends.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isStopping = true;
            Monitor.PulseAll(_gate);
        }

        _thread.Join();
        _reader.Dispose();
    }

    [LoggerMessage(LogLevel.Error, "What was committed cannot be taken up into the database; it is safe in the journal, and deliveries are refused with 503 until it can")]
    private partial void CannotTakeUp(Exception e);

    [LoggerMessage(LogLevel.Error, "{Count} commits that had been answered were refused by the tables; they are kept in the table set_aside, and the others were taken up without them")]
    private partial void SetAside(int count);

    [LoggerMessage(LogLevel.Warning, "What is no longer to be kept could not be deleted from the database")]
    private partial void NotTidied(Exception e);

    [LoggerMessage(LogLevel.Warning, "A file of the journal that is no longer needed could not be deleted; it is tried again, and takes up room until then")]
    private partial void NotForgotten(Exception e);

    [LoggerMessage(LogLevel.Information, "The database takes up again what was committed")]
    private partial void TakesUpAgain();
}
