using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace IncidentAgent.Tests.Support;

/// <summary>The agent as a process of its own, which can be killed without warning and started again on the same folder.</summary>
public sealed class AgentProcess : IAsyncDisposable
{
    private readonly List<string> output = [];

    private AgentProcess(Process process, Uri url)
    {
        Process = process;
        Client = new HttpClient { BaseAddress = url };
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Process Process { get; }

    public HttpClient Client { get; }

    public string Output
    {
        get
        {
            lock (output)
            {
                return string.Join('\n', output);
            }
        }
    }

    /// <summary>Starts it, and returns once it takes alerts.</summary>
    public static async Task<AgentProcess> StartAsync(string directory, params string[] settings)
    {
        var agent = Launch(directory, settings);
        await Eventually.Observe($"the agent is ready (it said: {agent.Output})", agent.IsReadyAsync, ready => ready || agent.Process.HasExited);
        return agent.Process.HasExited ? throw new InvalidOperationException($"The agent ended: {agent.Output}") : agent;
    }

    /// <summary>Starts it and waits for nothing.</summary>
    public static AgentProcess Launch(string directory, params string[] settings)
    {
        var url = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "IncidentAgent.dll"), "serve", "--urls", url.ToString(), "--data", directory, .. settings];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return new AgentProcess(Process.Start(start)!, url);
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        Process.Kill();
        await Process.WaitForExitAsync();
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
            lock (output)
            {
                output.Add(line);
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
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
