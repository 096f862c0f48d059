using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Benchmarks.Load;

namespace Benchmarks.Subjects;

/// <summary>A subject's process. Disposing it kills it and leaves its folder.</summary>
internal sealed class RunningSubject : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan MostToSettle = TimeSpan.FromMinutes(1);

    /// <summary>How often a starting process is knocked at; as close as a start is timed.</summary>
    private static readonly TimeSpan KnockEvery = TimeSpan.FromMilliseconds(2);

    private readonly Subject _subject;
    private readonly Process _process;
    private readonly List<string> _said = [];
    private bool _isDisposed;

    private RunningSubject(Subject subject, Process process, Uri url)
    {
        (_subject, _process) = (subject, process);
        Target = new Target(url, subject.Path, subject.Format);
        Client = new HttpClient { BaseAddress = url, Timeout = Patience };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Target.Token);
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Target Target { get; }

    public HttpClient Client { get; }

    public int Id => _process.Id;

    /// <summary>Resident memory in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts it, and returns once it takes alerts.</summary>
    /// <exception cref="BenchmarkFailedException">It cannot be started, or ends, or is not ready in time; with what it said.</exception>
    public static async Task<RunningSubject> StartAsync(Subject subject, string folder, CancellationToken cancellation)
    {
        var running = Launch(subject, folder);
        try
        {
            await running.UntilAsync(async () => (await running.Client.GetAsync(subject.ReadyPath, cancellation)).IsSuccessStatusCode, cancellation);
            return running;
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it and waits for nothing.</summary>
    /// <exception cref="BenchmarkFailedException">It cannot be started.</exception>
    public static RunningSubject Launch(Subject subject, string folder)
    {
        Directory.CreateDirectory(folder);
        var url = FreeUrl();
        var start = subject.Start(url, folder);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        try
        {
            return new RunningSubject(subject, Process.Start(start)!, url);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new BenchmarkFailedException($"{subject.Name} cannot be started: {e.Message}");
        }
    }

    /// <summary>Knocks until it answers as wished.</summary>
    /// <exception cref="BenchmarkFailedException">It ended, or did not in time; with what it said.</exception>
    public async Task UntilAsync(Func<Task<bool>> answers, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                if (await answers())
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Nobody listens yet.
            }

            if (_process.HasExited || Stopwatch.GetElapsedTime(began) > Patience)
            {
                throw new BenchmarkFailedException($"{_subject.Name} {(_process.HasExited ? "ended" : "is not ready")}: {Said}");
            }

            await Task.Delay(KnockEvery, cancellation);
        }
    }

    /// <exception cref="BenchmarkFailedException">It has ended.</exception>
    public async Task<ProcessFigures> FiguresAsync(CancellationToken cancellation)
    {
        try
        {
            var metrics = await Client.GetStringAsync("/metrics", cancellation);
            _process.Refresh();
            return new ProcessFigures(
                _process.TotalProcessorTime.TotalSeconds, _process.WorkingSet64, OwnMetrics.Read(metrics, _subject.AllocatedMetric),
                _subject.FlushMetric is { } flushes ? OwnMetrics.Read(metrics, flushes) : null);
        }
        catch (Exception e) when (e is HttpRequestException or InvalidOperationException)
        {
            throw new BenchmarkFailedException($"{_subject.Name} does not answer any longer: {Said}");
        }
    }

    /// <summary>
    /// Waits until it has finished what it was still busy with, which is when it wants less than a twentieth of a processor; a minute at most.
    /// </summary>
    /// <exception cref="BenchmarkFailedException">It has ended.</exception>
    public async Task SettleAsync(CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        double before, after;
        do
        {
            before = (await FiguresAsync(cancellation)).ProcessorSeconds;
            await Task.Delay(LookEvery, cancellation);
            after = (await FiguresAsync(cancellation)).ProcessorSeconds;
        }
        while (after - before > LookEvery.TotalSeconds / 20 && Stopwatch.GetElapsedTime(began) < MostToSettle);
    }

    /// <summary>While others are measured: what it has not finished yet it finishes in its own time, not in theirs.</summary>
    public void Pause() => Signals.Send(_process.Id, Signals.Stop);

    public void Resume() => Signals.Send(_process.Id, Signals.Continue);

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        await KillAsync();
        _process.Dispose();
        Client.Dispose();
    }

    private string Said
    {
        get
        {
            lock (_said)
            {
                return _said.Count == 0 ? "it said nothing." : string.Join(' ', _said);
            }
        }
    }

    /// <summary>The last lines.</summary>
    private void Note(string? line)
    {
        lock (_said)
        {
            if (line is { Length: > 0 })
            {
                _said.Add(line);
            }

            if (_said.Count > 5)
            {
                _said.RemoveAt(0);
            }
        }
    }

    /// <summary>On the loopback interface, below the ports that the system gives to callers.</summary>
    private static Uri FreeUrl()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            using var probe = new TcpListener(IPAddress.Loopback, port);
            try
            {
                probe.Start();
                return new Uri($"http://127.0.0.1:{port}");
            }
            catch (SocketException)
            {
                // Taken; another one then.
            }
        }
    }
}

/// <summary>What a process has used since its start; the counters are <see langword="null"/> where nobody counts.</summary>
internal sealed record ProcessFigures(double ProcessorSeconds, double ResidentBytes, double? AllocatedBytes, double? Flushes);
