using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;

namespace Benchmarks.Subjects;

/// <summary>
/// A file that only grows. Whatever waits while the disk is busy is written in one call and flushed together, as the agent's group commit does; once it
/// is <see cref="MostBytes"/> long the next one takes its place.
/// </summary>
internal sealed class AppendLog : IDisposable
{
    public const long MostBytes = 1L << 30;

    /// <summary>As many buffers as one call of the system takes.</summary>
    private const int MostPerFlush = 1024;

    private readonly BlockingCollection<Waiting> _queue = [];
    private readonly string _folder;
    private readonly Thread _writer;

    public AppendLog(string folder)
    {
        _folder = folder;
        _writer = new Thread(Write) { IsBackground = true, Name = "append" };
        _writer.Start();
    }

    public long Flushes { get; private set; }

    /// <summary>When this returns, the bytes are on the disk. They must not change until then.</summary>
    public Task AppendAsync(ReadOnlyMemory<byte> bytes)
    {
        var waiting = new Waiting(bytes);
        _queue.Add(waiting);
        return waiting.Done.Task;
    }

    public void Dispose()
    {
        _queue.CompleteAdding();
        _writer.Join();
        _queue.Dispose();
    }

    private void Write()
    {
        List<Waiting> batch = [];
        List<ReadOnlyMemory<byte>> bytes = [];
        var (number, end) = (0, 0L);
        var file = Open(number);
        while (_queue.TryTake(out var first, Timeout.Infinite))
        {
            batch.Add(first);
            while (batch.Count < MostPerFlush && _queue.TryTake(out var next))
            {
                batch.Add(next);
            }

            bytes.AddRange(batch.Select(waiting => waiting.Bytes));
            RandomAccess.Write(file, bytes, end);
            RandomAccess.FlushToDisk(file);
            Flushes++;
            end += bytes.Sum(one => (long)one.Length);
            batch.ForEach(waiting => waiting.Done.SetResult());
            batch.Clear();
            bytes.Clear();
            if (end > MostBytes)
            {
                file.Dispose();
                File.Delete(Name(number));
                (file, end) = (Open(++number), 0);
            }
        }

        file.Dispose();
    }

    private SafeFileHandle Open(int number) => File.OpenHandle(Name(number), FileMode.Create, FileAccess.Write);

    private string Name(int number) => Path.Combine(_folder, $"append-{number}.log");

    private sealed record Waiting(ReadOnlyMemory<byte> Bytes)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
