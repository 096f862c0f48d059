using System.Diagnostics;
using System.Globalization;
using System.Net;
using IncidentAgent.Tests.Support;
using ServiceLevels.Memory;

namespace IncidentAgent.Specs.Support;

/// <summary>The service as a process of its own, where a scenario kills it, or measures what only a process has.</summary>
public sealed class ChildAgent : AgentUnderTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly string _directory;

    private ChildAgent(Process process, Uri url, string directory)
        : base(url) => (_process, _directory) = (process, directory);

    /// <summary>Resident memory in bytes, as the operating system sees it.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>How long the processors have worked for it since it began.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public bool HasEnded => _process.HasExited;

    /// <summary>Starts it and returns once it takes alerts.</summary>
    /// <param name="directory">The folder of its data.</param>
    /// <param name="settings">More of the command line.</param>
    /// <param name="url">Its address; a free one when it is left out.</param>
    /// <param name="compiledInFull">
    /// Everything is compiled in full when it is first used, and never again: the start is slower, and what follows is the alerts' cost alone.
    /// </param>
    public static async Task<ChildAgent> StartAsync(string directory, IEnumerable<string> settings, Uri? url = null, bool compiledInFull = false)
    {
        var agent = Launch(directory, settings, Prepare, url);
        try
        {
            await Eventually.Observe("the service takes alerts", agent.IsReadyAsync, ready => ready || agent.HasEnded, Patience);
            return agent.HasEnded
                ? throw new InvalidOperationException($"The service ended with code {agent._process.ExitCode} instead of taking alerts.")
                : agent;
        }
        catch
        {
            await agent.DisposeAsync();
            throw;
        }

        void Prepare(ProcessStartInfo start)
        {
            ManagedMemory.Prepare(start);
            if (compiledInFull)
            {
                start.Environment["DOTNET_TieredCompilation"] = "0";
            }
        }
    }

    /// <summary>Starts it as it is shipped and waits for nothing.</summary>
    public static ChildAgent Launch(string directory) => Launch(directory, [], start => start.RedirectStandardOutput = true, url: null);

    private static ChildAgent Launch(string directory, IEnumerable<string> settings, Action<ProcessStartInfo> prepare, Uri? url)
    {
        var address = url ?? AgentProcess.FreeUrl();
        var start = new ProcessStartInfo("dotnet");
        prepare(start);
        foreach (var argument in Arguments(directory, address, settings))
        {
            start.ArgumentList.Add(argument);
        }

        return new ChildAgent(Process.Start(start)!, address, directory);
    }

    /// <summary>Starts a service that is expected to end by itself.</summary>
    /// <returns>Its exit code, and what it said on the error stream.</returns>
    /// <exception cref="TimeoutException">It did not end; it has been killed.</exception>
    public static async Task<(int Code, string Said)> EndsAsync(string directory, IEnumerable<string> settings)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in Arguments(directory, new Uri("http://127.0.0.1:0"), settings))
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var said = await process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, said);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"The service was to end by itself, and had not after {Patience.TotalSeconds} s.");
        }
    }

    /// <summary>Bytes of the managed heap that are still referenced after a full, blocking collection.</summary>
    public async Task<long> RetainedBytesAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await ManagedMemory.RetainedAsync(_process, patience.Token);
    }

    /// <summary>Bytes it has allocated since it began.</summary>
    public async Task<long> AllocatedBytesAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await ManagedMemory.AllocatedAsync(_process, patience.Token);
    }

    /// <summary>Beside the process and in the folder of its data: what the process itself could not do without being changed.</summary>
    public override Task<TimeSpan?> CalibrateAsync() => Task.FromResult<TimeSpan?>(CalibrationWork.Do(_directory));

    /// <summary>SIGTERM: it may finish what it has begun.</summary>
    /// <returns>How long it took to end.</returns>
    /// <exception cref="TimeoutException">It did not end within a minute.</exception>
    public async Task<TimeSpan> StopAsync()
    {
        var asked = Stopwatch.GetTimestamp();
        await SignalAsync("TERM");
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return Stopwatch.GetElapsedTime(asked);
    }

    /// <summary>SIGSTOP, and SIGCONT after that time: meanwhile the process does nothing at all, and does not know it afterwards.</summary>
    /// <returns>The timestamp at which it went on.</returns>
    public async Task<long> StallAsync(TimeSpan time)
    {
        await SignalAsync("STOP");
        await Task.Delay(time);
        var on = Stopwatch.GetTimestamp();
        await SignalAsync("CONT");
        return on;
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public void Kill() => _process.Kill();

    public async Task KillAsync()
    {
        Kill();
        await _process.WaitForExitAsync();
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private static IEnumerable<string> Arguments(string directory, Uri url, IEnumerable<string> settings)
    {
        // An address of the scenario's own stands for the usual one.
        string[] address = settings.Any(setting => setting.StartsWith("--urls", StringComparison.Ordinal)) ? [] : ["--urls", url.ToString()];
        return
        [
            Path.Combine(AppContext.BaseDirectory, "IncidentAgent.dll"), "serve", .. address, "--data", directory, "--Logging:LogLevel:Default=None", .. settings,
        ];
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            return (await Client.GetAsync("/health/ready")).StatusCode is HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (!HasEnded)
        {
            await KillAsync();
        }

        _process.Dispose();
        await base.DisposeAsync();
    }
}
