using System.Diagnostics;
using Benchmarks.Subjects;

namespace Benchmarks.Start;

/// <summary>What is started: the empty application and the agent, each as it was built and as it is published.</summary>
internal static class Starters
{
    /// <summary>Of each way to make them there are so many, the empty one first.</summary>
    public const int OfEach = 2;

    /// <param name="ours">The folder with this program.</param>
    /// <param name="agents">The folder with the agent.</param>
    /// <param name="made">How they were made.</param>
    public static IEnumerable<Subject> At(string ours, string agents, string made) =>
    [
        KnownSubjects.Empty with
        {
            Name = $"empty with a silo, {made}",
            Start = (url, folder) => KnownSubjects.OursAt(Path.Combine(ours, "Benchmarks"), "silo", url, folder),
        },
        KnownSubjects.Agent with { Name = $"agent, {made}", Start = (url, folder) => KnownSubjects.AgentAt(Path.Combine(agents, "IncidentAgent"), url, folder) },
    ];

    /// <summary>Publishes both as the README says, into the scratch folder.</summary>
    /// <exception cref="BenchmarkFailedException">There is no source, or it does not publish.</exception>
    public static async Task<IEnumerable<Subject>> PublishAsync(Scratch scratch, CancellationToken cancellation)
    {
        var root = SourceTree.Root();
        var (ours, agents) = (scratch.New(), scratch.New());
        await PublishAsync(Path.Combine(root, "src", "IncidentAgent"), agents, cancellation);
        await PublishAsync(Path.Combine(root, "src", "Benchmarks"), ours, cancellation);
        return At(ours, agents, "published");
    }

    private static async Task PublishAsync(string project, string folder, CancellationToken cancellation)
    {
        using var publish = Process.Start(new ProcessStartInfo(
            "dotnet", ["publish", project, "-c", "Release", "-o", folder, "-v", "quiet", "-p:RunAnalyzers=false"])
        { RedirectStandardOutput = true })!;
        var said = await publish.StandardOutput.ReadToEndAsync(cancellation);
        await publish.WaitForExitAsync(cancellation);
        if (publish.ExitCode != 0)
        {
            throw new BenchmarkFailedException($"{project} cannot be published: {said.Trim().Split('\n')[0]}");
        }
    }
}
