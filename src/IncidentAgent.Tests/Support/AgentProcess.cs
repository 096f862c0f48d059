using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace IncidentAgent.Tests.Support;

/// <summary>The agent as a process of its own, which can be killed without warning and started again on the same folder.</summary>
public sealed class AgentProcess : IAsyncDisposable
{
    private readonly List<string> _output = [];

    private AgentProcess(Process process, Uri url)
    {
        Process = process;
        Url = url;
        Client = new HttpClient { BaseAddress = url };
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Process Process { get; }

    public Uri Url { get; }

    public HttpClient Client { get; }

    public string Output
    {
        get
        {
            lock (_output)
            {
                return string.Join('\n', _output);
            }
        }
    }

    /// <summary>Starts it, and returns once it takes alerts.</summary>
    public static Task<AgentProcess> StartAsync(string directory, params string[] settings) => StartAsync(directory, FreeUrl(), settings);

    /// <summary>Starts it at an address that senders know already, and returns once it answers.</summary>
    public static async Task<AgentProcess> StartAsync(string directory, Uri url, params string[] settings)
    {
        var agent = Launch(directory, url, settings);
        try
        {
            await Eventually.Observe("the agent is ready", agent.IsReadyAsync, ready => ready || agent.Process.HasExited);
        }
        catch (TimeoutException e)
        {
            await agent.DisposeAsync();
            throw new TimeoutException($"{e.Message} It said: {agent.Output}");
        }

        return agent.Process.HasExited ? throw new InvalidOperationException($"The agent ended: {agent.Output}") : agent;
    }

    /// <summary>Starts it and waits for nothing.</summary>
    public static AgentProcess Launch(string directory, params string[] settings) => Launch(directory, FreeUrl(), settings);

    private static AgentProcess Launch(string directory, Uri url, string[] settings)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "IncidentAgent.dll"), "serve", "--urls", url.ToString(), "--data", directory, .. settings];

        // A process that lives for seconds gets nothing back from being optimized, and it costs a quarter of its computing.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_TC_CallCountingDelayMs"] = "20000";
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return new AgentProcess(Process.Start(start)!, url);
    }

    /// <summary>Delivers a payload to <c>/webhook/alertmanager</c>, which has to be answered so.</summary>
    public async Task DeliverAsync(string payload, HttpStatusCode answered)
    {
        using var answer = await Client.PostAsync("/webhook/alertmanager", new StringContent(payload, Encoding.UTF8, "application/json"));
        answer.StatusCode.Should().Be(answered);
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        Process.Kill();
        await Process.WaitForExitAsync();
    }

    /// <summary>SIGTERM: it may finish what it has begun.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync(TimeSpan within)
    {
        using var kill = Process.Start("kill", ["-TERM", Process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await Process.WaitForExitAsync().WaitAsync(within);
        return Process.ExitCode;
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

    private void Note(string? line)
    {
        if (line is not null)
        {
            lock (_output)
            {
                _output.Add(line);
            }
        }
    }

    /// <summary>
    /// An address for several starts. Its port is below those the system gives to callers: one of them, knocking while nobody listens, could be given
    /// the very port it knocks at and would then answer itself.
    /// </summary>
    public static Uri FreeUrl()
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

    public async ValueTask DisposeAsync()
    {
        if (!Process.HasExited)
        {
            await KillAsync();
        }

        Client.Dispose();
        Process.Dispose();
    }
}
