using System.CommandLine;
using Benchmarks.Reporting;

namespace Benchmarks.Growth;

/// <summary>Whether an alert costs the millionth time what it cost the first.</summary>
internal sealed class GrowthCommand
{
    private readonly Option<int> _most = Numbers.One("--most", "Up to how many alerts, from 1000 in steps of ten.", 1_000_000, 1000, 10_000_000);

    private readonly Option<int> _mostIncidents = Numbers.One("--most-incidents", "Up to how many incidents, from 1 in steps of ten.", 100_000, 1, 999_999);

    private readonly Option<string> _scratch = Scratch.Option();

    private readonly Option<string?> _output = new("--output") { Description = "Where growth.md and growth.json are written.", HelpName = "DIR" };

    public static Command Create()
    {
        var growth = new GrowthCommand();
        var command = new Command("growth", "What an alert costs the agent as alerts and incidents become many, and how long it takes to come back.")
        {
            growth._most, growth._mostIncidents, growth._scratch, growth._output,
        };
        command.SetAction(growth.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var files = new ReportFiles(parsed.GetValue(_output));
        using var scratch = new Scratch(parsed.GetRequiredValue(_scratch));
        var machine = Machine.Describe(scratch.Directory);
        var alerts = await new AlertGrowth(scratch, error).RunAsync(parsed.GetValue(_most), cancellation);
        var incidents = await new IncidentGrowth(scratch, error).RunAsync(parsed.GetValue(_mostIncidents), cancellation);
        var report = GrowthReport.Write(machine, alerts, incidents);
        output.WriteLine(report);
        files.Write("growth", report, new { machine, alerts, incidents });
        return CommandLine.Done;
    }
}
