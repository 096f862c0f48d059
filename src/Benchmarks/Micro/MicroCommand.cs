using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Benchmarks.Micro;

/// <summary>Single calls, with what they allocate.</summary>
internal static class MicroCommand
{
    public static Command Create()
    {
        var filter = new Option<string>("--filter")
        {
            Description = "Which ones, as in *Parse*.",
            HelpName = "GLOB",
            DefaultValueFactory = _ => "*",
        };
        var quick = new Option<bool>("--quick") { Description = "Few short rounds: to see that it works." };
        var output = new Option<string?>("--output") { Description = "Where BenchmarkDotNet writes its reports.", HelpName = "DIR" };
        var command = new Command("micro", "Single calls: reading, correlating, judging, rendering; with the bytes that each allocates.") { filter, quick, output };
        command.SetAction(parsed =>
        {
            // BenchmarkDotNet's own child project does not find its way through the artifacts layout, and what it would isolate is not shared here.
            var job = (parsed.GetValue(quick) ? Job.Dry : Job.ShortRun.WithIterationCount(9)).WithToolchain(InProcessEmitToolchain.Instance);
            var config = ManualConfig.Create(DefaultConfig.Instance).AddJob(job).AddDiagnoser(MemoryDiagnoser.Default)
                .WithArtifactsPath(parsed.GetValue(output) ?? Path.Combine(Path.GetTempPath(), "incident-agent-micro"));
            var summaries = BenchmarkSwitcher.FromAssembly(typeof(MicroCommand).Assembly).Run(["--filter", parsed.GetRequiredValue(filter)], config).ToList();
            return summaries.Count > 0 && summaries.TrueForAll(summary => summary.Reports.All(report => report.Success))
                ? CommandLine.Done
                : throw new BenchmarkFailedException($"No benchmark matches '{parsed.GetValue(filter)}', or one of them failed.");
        });
        return command;
    }
}
