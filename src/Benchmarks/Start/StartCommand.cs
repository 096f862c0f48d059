using System.CommandLine;
using Benchmarks.Reporting;
using Benchmarks.Subjects;
using ServiceLevels.Reporting;

namespace Benchmarks.Start;

/// <summary>How long the agent takes to its first 202, and what it keeps in memory when nothing happens.</summary>
internal sealed class StartCommand
{
    /// <summary>When what is done once after the start is over.</summary>
    private static readonly TimeSpan IdleAfter = TimeSpan.FromSeconds(5);

    private readonly Option<int> _times = Numbers.One("--times", "How often each is started.", 9, 1, 999);

    private readonly Option<bool> _asBuiltOnly = new("--as-built-only") { Description = "Publishes nothing." };

    private readonly Option<string> _scratch = Scratch.Option();

    private readonly Option<string?> _output = new("--output") { Description = "Where start.md and start.json are written.", HelpName = "DIR" };

    public static Command Create()
    {
        var start = new StartCommand();
        var command = new Command("start", "From the process' start to its first 202, and resident memory when idle, beside an empty application with a silo.")
        {
            start._times, start._asBuiltOnly, start._scratch, start._output,
        };
        command.SetAction(start.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var files = new ReportFiles(parsed.GetValue(_output));
        using var scratch = new Scratch(parsed.GetRequiredValue(_scratch));
        var machine = Machine.Describe(scratch.Directory);
        List<Subject> subjects = [.. Starters.At(AppContext.BaseDirectory, AppContext.BaseDirectory, "as built")];
        if (!parsed.GetValue(_asBuiltOnly))
        {
            error.WriteLine("publishing");
            subjects.AddRange(await Starters.PublishAsync(scratch, cancellation));
        }

        var starts = subjects.ConvertAll(_ => new List<double>());
        var idle = subjects.ConvertAll(_ => new List<double>());
        for (var time = 0; time < parsed.GetValue(_times); time++)
        {
            error.WriteLine($"{time + 1} of {parsed.GetValue(_times)}");
            for (var i = 0; i < subjects.Count; i++)
            {
                var (running, seconds) = await FirstAnswer.StartAsync(subjects[i], scratch.New(), DateTimeOffset.UtcNow, time, cancellation);
                await using (running)
                {
                    await Task.Delay(IdleAfter, cancellation);
                    starts[i].Add(seconds);
                    idle[i].Add(running.ResidentBytes);
                }
            }
        }

        var table = new Table(1, "started", "first 202", "of the empty one", "resident when idle");
        for (var i = 0; i < subjects.Count; i++)
        {
            // Each stands behind the empty one that was made the same way.
            var empty = starts[i - (i % Starters.OfEach)];
            table.Add(subjects[i].Name, Times(Spread.Of(starts[i])), Ratio(Spread.OfRatios(starts[i], empty)!), Si.Size(Spread.Of(idle[i]).Median));
        }

        var report = $"""
            {machine}

            {table}
            Medians of {parsed.GetValue(_times)} starts in turn, with the 95 % interval of the median in brackets (the smallest and the largest below 6). Idle: {IdleAfter.TotalSeconds} s after the first 202.
            The empty one is ASP.NET and an Orleans silo set up as the agent's, without a grain.
            """;
        output.WriteLine(report);
        files.Write("start", report, new { machine, subjects = subjects.Select((subject, i) => new { subject.Name, seconds = starts[i], residentBytes = idle[i] }) });
        return CommandLine.Done;
    }

    private static string Times(Spread spread) => $"{Si.Duration(spread.Median)} ({Si.Duration(spread.Lower)}–{Si.Duration(spread.Upper)})";

    private static string Ratio(Spread spread) => $"{Si.Number(spread.Median)} ({Si.Number(spread.Lower)}–{Si.Number(spread.Upper)})";
}
