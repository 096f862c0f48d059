using System.Diagnostics;

namespace IncidentAgent.Tests.Commands;

/// <summary>The agent as a process of its own, as it is shipped; ended with the test if it has not ended by itself.</summary>
internal sealed class AgentProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private AgentProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public StreamReader Output => _process.StandardOutput;

    public StreamReader Error => _process.StandardError;

    public static AgentProcess Start(params string[] args) => Start(("INCIDENT_AGENT_TOKEN", ""), args);

    public static AgentProcess Start((string Name, string Value) variable, params string[] args)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "IncidentAgent"), args)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[variable.Name] = variable.Value;
        return new(Process.Start(start)!);
    }

    public async Task<int> ExitCodeAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
