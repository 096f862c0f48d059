using System.Collections.Concurrent;
using System.Diagnostics;
using IncidentAgent.Telemetry;

namespace IncidentAgent.Storage;

/// <summary>
/// The one writer of the journal: whatever waits while a record is being written to disk goes into the next one together. There is no timer: the
/// disk's own time is the batching window. A write is answered only after its record has been flushed.
/// </summary>
internal sealed partial class GroupCommitWriter : IDisposable
{
    private const int MostPerRecord = 512;
    private static readonly TimeSpan ProbeWhileDown = TimeSpan.FromSeconds(1);

    /// <summary>A disk that has not answered for so long is called down, though it may still come back.</summary>
    private static readonly TimeSpan HangsAfter = TimeSpan.FromSeconds(5);

    private readonly BlockingCollection<JournalWrite> _queue;
    private readonly Journal _journal;
    private readonly KeyWriters _writers;
    private readonly Projector _projector;
    private readonly StoreLimit _limit;
    private readonly AgentMetrics _metrics;
    private readonly ILogger<GroupCommitWriter> _logger;
    private readonly RecordBuilder _record = new();
    private readonly List<JournalWrite> _batch = new(MostPerRecord);
    private readonly Thread _thread;
    private long _probedAt;
    private long _busySince;
    private volatile string? _failure;

    public GroupCommitWriter(
        Journal journal, KeyWriters writers, Projector projector, StoreLimit limit, int mostWaiting, AgentMetrics metrics, ILogger<GroupCommitWriter> logger)
    {
        _queue = new BlockingCollection<JournalWrite>(mostWaiting);
        _journal = journal;
        _writers = writers;
        _projector = projector;
        _limit = limit;
        _metrics = metrics;
        _logger = logger;
        _thread = new Thread(Loop) { IsBackground = true, Name = "store writer" };
        _thread.Start();
    }

    public StoreHealth Health => (_failure ?? _projector.Failure ?? Hanging) is { } reason ? new StoreHealth(false, reason) : new StoreHealth(true, null);

    private string? Hanging => Interlocked.Read(ref _busySince) is not 0 and var since && Stopwatch.GetElapsedTime(since) is var elapsed && elapsed >= HangsAfter
        ? $"The disk has not answered for {Wording.Duration(elapsed)}."
        : null;

    /// <summary>
    /// Queues a write; false when the queue is full or the writer has stopped. When its record could not be written the write is told by
    /// <see cref="JournalWrite.Fail"/>.
    /// </summary>
    public bool TryWrite(JournalWrite write)
    {
        try
        {
            return _queue.TryAdd(write);
        }
        catch (InvalidOperationException) when (_queue.IsAddingCompleted)
        {
            return false;
        }
    }

    private void Loop()
    {
        while (!_queue.IsCompleted)
        {
            if (_queue.TryTake(out var first, _failure is null ? Timeout.InfiniteTimeSpan : ProbeWhileDown))
            {
                Interlocked.Exchange(ref _busySince, Stopwatch.GetTimestamp());
                _projector.WaitForRoom();
                Commit(first);
                Interlocked.Exchange(ref _busySince, 0);
            }

            // While the store is down it is looked every second whether it is back.
            if (_failure is not null && Stopwatch.GetElapsedTime(_probedAt) >= ProbeWhileDown)
            {
                Probe();
            }
        }
    }

    /// <summary>Commits a write together with all that wait behind it, and answers them.</summary>
    private void Commit(JournalWrite first)
    {
        var began = Stopwatch.GetTimestamp();
        _batch.Clear();
        try
        {
            _record.Begin(_journal.Committed + 1);
            var (write, taken) = (first, 0);
            for (; write is not null; write = taken < MostPerRecord ? Next() : null)
            {
                taken++;
                _batch.Add(write);
                if (!TryStage(write))
                {
                    _batch.RemoveAt(_batch.Count - 1);
                }
            }

            if (!_record.IsEmpty)
            {
                _journal.Append(_record.Bytes);
            }
        }
        catch (Exception e)
        {
            // Whatever it was, the writer goes on: nothing of the batch is committed, and everyone who waits is told so.
            _writers.Undo();
            Down(e.Message);
            _batch.ForEach(write => write.Fail(new StoreDownException(e.Message, e)));
            return;
        }

        _writers.Committed(_projector.Applied);
        _batch.ForEach(write => write.Succeed());
        if (!_record.IsEmpty)
        {
            _projector.Wake();
            _metrics.Committed(Stopwatch.GetElapsedTime(began), _batch.Count);
        }
    }

    private JournalWrite? Next() => _record.HasRoom && _queue.TryTake(out var next) ? next : null;

    /// <returns>False when it was refused and told so.</returns>
    private bool TryStage(JournalWrite write)
    {
        if (_projector.Failure is { } behind)
        {
            write.Fail(new StoreDownException(behind));
            return false;
        }

        if (write.Bytes > 0 && !_limit.Allows(_record.Length + write.Bytes, write.HasNews))
        {
            Down(StoreLimit.Full);
            write.Fail(new StoreDownException(StoreLimit.Full));
            return false;
        }

        write.Stage(_record, _writers);
        return true;
    }

    private void Probe()
    {
        _probedAt = Stopwatch.GetTimestamp();
        try
        {
            if (!_limit.Allows(StoreLimit.ProbeBytes, hasNews: true))
            {
                Down(StoreLimit.Full);
                return;
            }

            _journal.Probe();
            _failure = null;
            StoreIsBack();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Down(e.Message);
        }
    }

    private void Down(string reason)
    {
        if (_failure is null)
        {
            StoreIsDown(reason);
            _probedAt = Stopwatch.GetTimestamp();
        }

        _failure = reason;
    }

    public void Dispose()
    {
        _queue.CompleteAdding();
        _thread.Join();
        _queue.Dispose();
    }

    [LoggerMessage(LogLevel.Error, "The store cannot be written to, deliveries are refused with 503 until it can: {Reason}")]
    private partial void StoreIsDown(string reason);

    [LoggerMessage(LogLevel.Information, "The store can be written to again")]
    private partial void StoreIsBack();
}
