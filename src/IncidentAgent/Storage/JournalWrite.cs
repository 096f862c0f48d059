using System.Threading.Tasks.Sources;
using IncidentAgent.Telemetry;
using Microsoft.Extensions.ObjectPool;

namespace IncidentAgent.Storage;

/// <summary>Something that waits for the one writer.</summary>
internal abstract class JournalWrite
{
    /// <summary>How many bytes it brings.</summary>
    public abstract int Bytes { get; }

    /// <summary>Whether it takes in what was not known before, rather than noting what became of that.</summary>
    public abstract bool HasNews { get; }

    /// <summary>Puts it into the record that is written next. On the writer's thread.</summary>
    public abstract void Stage(RecordBuilder record, KeyWriters writers);

    /// <summary>The record is on the disk.</summary>
    public abstract void Succeed();

    /// <summary>Nothing of it was written. Of a write that was told what became of it nothing is asked any more: it may be on its way a second time.</summary>
    public abstract void Fail(Exception e);
}

/// <typeparam name="T">What the caller is told.</typeparam>
internal abstract class JournalWrite<T> : JournalWrite
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Done => _done.Task;

    protected abstract T Result { get; }

    public override void Succeed() => _done.SetResult(Result);

    public override void Fail(Exception e) => _done.SetException(e);
}

/// <summary>
/// One key's commit. Is used again once its caller was told what became of it, which is therefore waited for once and by one; a store that is down is a
/// result like others.
/// </summary>
internal sealed class CommitWrite : JournalWrite, IValueTaskSource<CommitResult>
{
    private const int MostKept = 256;
    private static readonly ObjectPool<CommitWrite> Kept = new DefaultObjectPool<CommitWrite>(new DefaultPooledObjectPolicy<CommitWrite>(), MostKept);

    private readonly CommitRows _rows = new();
    private AgentMetrics? _metrics;
    private ManualResetValueTaskSourceCore<CommitResult> _done = new() { RunContinuationsAsynchronously = true };
    private CommitResult _result;

    public override int Bytes => _rows.Written.Length;

    public override bool HasNews => _rows.HasNews;

    /// <summary>What becomes of it. Of one that is queued it is known once its record is.</summary>
    public ValueTask<CommitResult> Done => new(this, _done.Version);

    /// <summary>Takes a commit, which is not read any more when this has returned.</summary>
    public static CommitWrite Of(in IncidentCommit commit, AgentMetrics metrics)
    {
        var write = Kept.Get();
        write._metrics = metrics;
        write._rows.Fill(commit);
        return write;
    }

    /// <summary>It is not queued: too much is.</summary>
    public void Refuse() => _done.SetResult(CommitResult.Busy);

    public override void Stage(RecordBuilder record, KeyWriters writers)
    {
        if (writers.TryAdvance(_rows.Key, _rows.Epoch, _rows.Version, record.Number))
        {
            record.Add(_rows.Written);
            _result = CommitResult.Committed;
        }
        else
        {
            _result = CommitResult.Fenced;
            _metrics!.Fenced();
        }
    }

    public override void Succeed() => _done.SetResult(_result);

    public override void Fail(Exception e) => _done.SetResult(CommitResult.StoreDown);

    CommitResult IValueTaskSource<CommitResult>.GetResult(short token)
    {
        var result = _done.GetResult(token);
        _done.Reset();
        _rows.Clear();
        Kept.Return(this);
        return result;
    }

    ValueTaskSourceStatus IValueTaskSource<CommitResult>.GetStatus(short token) => _done.GetStatus(token);

    void IValueTaskSource<CommitResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _done.OnCompleted(continuation, state, token, flags);
}

/// <summary>A key gets a new writer, behind the commits of the one before it.</summary>
internal sealed class TakeoverWrite(string key) : JournalWrite<KeyWriter>
{
    private KeyWriter _taken;

    public override int Bytes => 0;

    public override bool HasNews => false;

    protected override KeyWriter Result => _taken;

    public override void Stage(RecordBuilder record, KeyWriters writers) => _taken = writers.TakeOver(key);
}

/// <summary>Rows that belong to no key.</summary>
internal sealed class LooseWrite(RowBuffer rows) : JournalWrite<long>
{
    private long _record;

    public override int Bytes => rows.Length;

    public override bool HasNews => true;

    protected override long Result => _record;

    public override void Stage(RecordBuilder record, KeyWriters writers)
    {
        record.Add(rows.Written);
        _record = record.Number;
    }
}
