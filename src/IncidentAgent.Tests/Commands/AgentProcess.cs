using System.Diagnostics;

namespace IncidentAgent.Tests.Commands;

/// <summary>The agent as a process of its own, as it is shipped; ended with the test, or after a minute, if it has not ended by itself.</summary>
internal sealed class AgentProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;

    private readonly CancellationTokenSource _patience = new(Patience);

    private AgentProcess(Process process)
    {
        _process = process;
        _patience.Token.Register(End);
    }

    public int Id => _process.Id;

    public StreamReader Output => _process.StandardOutput;

    public StreamReader Error => _process.StandardError;

    public static AgentProcess Start(params string[] args) => Start(("INCIDENT_AGENT_TOKEN", ""), args);

    public static AgentProcess Start((string Name, string Value) variable, params string[] args) => Start([variable], args);

    /// <param name="environment">Beside what the tests run with.</param>
    /// <param name="args">As they are typed.</param>
    public static AgentProcess Start((string Name, string Value)[] environment, params string[] args)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "IncidentAgent"), args)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Array.ForEach(environment, variable => start.Environment[variable.Name] = variable.Value);
        return new(Process.Start(start)!);
    }

    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        _patience.Dispose();
        End();
        _process.Dispose();
    }

    private void End()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }
    }
}
