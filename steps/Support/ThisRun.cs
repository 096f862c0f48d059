using System.ComponentModel;
using System.Diagnostics;
using ServiceLevels.Objectives;

namespace IncidentAgent.Specs.Support;

/// <summary>What everything that is measured in this process has in common.</summary>
internal static class ThisRun
{
    private static readonly DateTimeOffset Began = DateTimeOffset.UtcNow;

    /// <summary>
    /// <c>SLO_RUN_ID</c> gives the shards of a run the same one, and so does GitHub's own number; by itself every process is a run.
    /// </summary>
    private static readonly string Id = Variable("SLO_RUN_ID") ?? Variable("GITHUB_RUN_ID") ?? $"{Began:yyyyMMdd'T'HHmmss'Z'}-{Guid.NewGuid():N}"[..21];

    /// <summary>What is checked out, or what the continuous integration says it has checked out.</summary>
    private static readonly Lazy<string?> Commit = new(() => Variable("GITHUB_SHA") ?? Variable("CI_COMMIT_SHA") ?? CheckedOut());

    /// <param name="policy">The name of the policy.</param>
    /// <param name="calibration">How quick the machine was meanwhile.</param>
    public static RunRecord Record(string policy, Calibration calibration) =>
        new(Id, Began, Commit.Value, policy, new MachineRecord(MachineClass.Name, calibration.Factor, calibration.MedianSeconds));

    private static string? CheckedOut()
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", ["rev-parse", "HEAD"])
            {
                WorkingDirectory = AppContext.BaseDirectory,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var commit = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return git.ExitCode == 0 ? commit : null;
        }
        catch (Win32Exception)
        {
            // There is no git on this machine.
            return null;
        }
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
