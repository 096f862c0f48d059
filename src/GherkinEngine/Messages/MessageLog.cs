using System.Collections.Concurrent;
using Io.Cucumber.Messages.Types;
using Exception = System.Exception;

namespace GherkinEngine.Messages;

/// <summary>
/// Writes Cucumber messages, one a line, on a thread of its own: a report must not take its time from what is measured. Each
/// batch is flushed whole, so that a run that was killed leaves a file that can be read.
/// </summary>
internal sealed class MessageLog : IDisposable
{
    private readonly BlockingCollection<IReadOnlyList<Envelope>>? _batches;
    private readonly Thread? _writer;
    private Exception? _error;

    /// <param name="stream">Is closed with the log; <see langword="null"/> writes nowhere.</param>
    public MessageLog(Stream? stream)
    {
        if (stream is not null)
        {
            _batches = [];
            _writer = new Thread(() => Write(stream, _batches)) { IsBackground = true, Name = "Cucumber messages" };
            _writer.Start();
        }
    }

    public static MessageLog To(string? path)
    {
        if (path is null)
        {
            return new MessageLog(null);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new MessageLog(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read));
    }

    public void Add(IReadOnlyList<Envelope> batch) => _batches?.Add(batch);

    /// <summary>Waits for the last batch; throws what kept it from being written.</summary>
    public void Dispose()
    {
        _batches?.CompleteAdding();
        _writer?.Join();
        _batches?.Dispose();
        if (_error is not null)
        {
            throw new IOException($"The Cucumber messages were not written: {_error.Message}", _error);
        }
    }

    private void Write(Stream stream, BlockingCollection<IReadOnlyList<Envelope>> batches)
    {
        try
        {
            using (stream)
            {
                foreach (var batch in batches.GetConsumingEnumerable())
                {
                    foreach (var envelope in batch)
                    {
                        MessageJson.Write(stream, envelope);
                    }

                    stream.Flush();
                }
            }
        }
        catch (IOException e)
        {
            _error = e;
        }
    }
}
