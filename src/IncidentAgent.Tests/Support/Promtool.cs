using System.Diagnostics;

namespace IncidentAgent.Tests.Support;

/// <summary>Prometheus' own tool that checks and tries rules.</summary>
internal static class Promtool
{
    public const string Program = "promtool";

    /// <summary>How it ended, and everything it said.</summary>
    public static async Task<(int ExitCode, string Said)> RunAsync(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{Program} did not start");
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(said));
    }
}
