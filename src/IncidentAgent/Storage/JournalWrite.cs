using IncidentAgent.Telemetry;

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

    /// <summary>Nothing of it was written. Says so once: what was refused by itself hears no more of its record.</summary>
    public abstract void Fail(Exception e);
}

/// <typeparam name="T">What the caller is told.</typeparam>
internal abstract class JournalWrite<T> : JournalWrite
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Done => _done.Task;

    protected abstract T Result { get; }

    public override void Succeed() => TryTell(Result);

    public override void Fail(Exception e) => _done.TrySetException(e);

    /// <summary>False when the caller was told something before.</summary>
    protected bool TryTell(T result) => _done.TrySetResult(result);
}

/// <summary>One key's commit. Gives its rows back once it was told what became of them; a store that is down is a result like others.</summary>
internal sealed class CommitWrite(CommitRows rows, AgentMetrics metrics) : JournalWrite<CommitResult>
{
    private CommitResult _result;

    public override int Bytes => rows.Written.Length;

    public override bool HasNews => rows.HasNews;

    protected override CommitResult Result => _result;

    public override void Stage(RecordBuilder record, KeyWriters writers)
    {
        if (writers.TryAdvance(rows.Key, rows.Epoch, rows.Version, record.Number))
        {
            record.Add(rows.Written);
            _result = CommitResult.Committed;
        }
        else
        {
            _result = CommitResult.Fenced;
            metrics.Fenced();
        }
    }

    public override void Succeed() => Tell(_result);

    public override void Fail(Exception e) => Tell(CommitResult.StoreDown);

    private void Tell(CommitResult result)
    {
        if (TryTell(result))
        {
            rows.Dispose();
        }
    }
}

/// <summary>A key gets a new writer, behind the commits of the one before it.</summary>
internal sealed class TakeoverWrite(string key) : JournalWrite<KeyWriter>
{
    private KeyWriter? _taken;

    public override int Bytes => 0;

    public override bool HasNews => false;

    protected override KeyWriter Result => _taken!;

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
