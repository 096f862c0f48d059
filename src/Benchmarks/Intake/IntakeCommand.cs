using System.CommandLine;
using Benchmarks.Load;
using Benchmarks.Reporting;
using Benchmarks.Subjects;

namespace Benchmarks.Intake;

/// <summary>What a request costs, beside what it costs others.</summary>
internal sealed class IntakeCommand
{
    private static readonly IntakeOptions Usual = new();

    private readonly Option<IReadOnlyList<int>> _alerts = Numbers.Several("--alerts", "Alerts in a request; the first is the usual number.", Usual.Alerts, 1, 1000);

    private readonly Option<IReadOnlyList<int>> _connections = Numbers.Several(
        "--connections", "Connections, each with one request under way.", Usual.Connections, 1, 1000);

    private readonly Option<IReadOnlyList<int>> _incidents = Numbers.Several(
        "--incidents", "Over how many incidents the alerts are spread.", Usual.Incidents, 1, 999_999);

    private readonly Option<bool> _noRedelivery = new("--no-redelivery") { Description = "Leaves out requests that were sent before." };

    private readonly Option<bool> _everyCombination = new("--every-combination")
    {
        Description = "Every combination, instead of one value at a time that is not the usual one.",
    };

    private readonly Option<int> _rounds = Numbers.One("--rounds", "How many turns each subject gets.", Usual.Rounds, 1, 999);

    private readonly Option<int> _seconds = Numbers.One("--seconds", "How long a turn is.", Usual.SecondsPerRound, 1, 600);

    private readonly Option<bool> _quick = new("--quick") { Description = "The usual load only, 3 rounds of 1 s: to see that it works." };

    private readonly Option<string[]> _subjects = new("--subjects") { Description = "Which ones; all that are installed unless given.", AllowMultipleArgumentsPerToken = true };

    private readonly Option<string?> _driver = new("--driver") { Description = "What sends the requests; wrk where it is installed." };

    private readonly Option<string> _scratch = Scratch.Option();

    private readonly Option<string?> _output = new("--output") { Description = "Where intake.md and intake.json are written.", HelpName = "DIR" };

    public static Command Create()
    {
        var intake = new IntakeCommand();
        intake._subjects.AcceptOnlyFromAmong([.. KnownSubjects.All.Select(subject => subject.Name)]);
        intake._driver.AcceptOnlyFromAmong("wrk", "own");
        var command = new Command("intake", "What a request costs the agent, beside an empty answer, a bare append and Alertmanager, all in turn.")
        {
            intake._alerts, intake._connections, intake._incidents, intake._noRedelivery, intake._everyCombination, intake._rounds, intake._seconds,
            intake._quick, intake._subjects, intake._driver, intake._scratch, intake._output,
        };
        command.SetAction(intake.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var options = Options(parsed);
        var files = new ReportFiles(parsed.GetValue(_output));
        using var scratch = new Scratch(parsed.GetRequiredValue(_scratch));
        var driver = Driver(parsed.GetValue(_driver), scratch.Directory);
        var heats = IntakePlan.Of(options);
        List<HeatResult> results = [];
        foreach (var heat in heats)
        {
            error.WriteLine($"{results.Count + 1} of {heats.Count}: {heat.Load}, at least {Least(heat, options):mm\\:ss} min");
            var folder = scratch.New();
            results.Add(await new IntakeRun(driver, folder, options).RunAsync(heat, cancellation));
            Directory.Delete(folder, recursive: true);
        }

        var machine = Machine.Describe(scratch.Directory);
        var report = IntakeReport.Write(results, options, machine, driver.Name);
        output.WriteLine(report);
        files.Write("intake", report, new { machine, driver = driver.Name, options.Rounds, options.SecondsPerRound, heats = results.Select(Figures) });
        return CommandLine.Done;
    }

    /// <summary>Without the time in which subjects start, and finish what the first turn left them to do.</summary>
    private static TimeSpan Least(Heat heat, IntakeOptions options) =>
        TimeSpan.FromSeconds((options.Rounds + 1) * options.SecondsPerRound * heat.Contestants.Count);

    private static object Figures(HeatResult result) => new
    {
        result.Heat.Load,
        subjects = result.Turns.Select(turns => new { turns.Contestant.Name, turns.Contestant.Shape, turns.Rounds }),
    };

    private IntakeOptions Options(ParseResult parsed)
    {
        var names = parsed.GetValue(_subjects) ?? [];
        var options = new IntakeOptions
        {
            Alerts = parsed.GetRequiredValue(_alerts),
            Connections = parsed.GetRequiredValue(_connections),
            Incidents = parsed.GetRequiredValue(_incidents),
            Redelivery = !parsed.GetValue(_noRedelivery),
            EveryCombination = parsed.GetValue(_everyCombination),
            Rounds = parsed.GetValue(_rounds),
            SecondsPerRound = parsed.GetValue(_seconds),
            Subjects = names.Length == 0 ? KnownSubjects.Present : [.. KnownSubjects.All.Where(subject => names.Contains(subject.Name))],
        };
        return parsed.GetValue(_quick) ? options.Quick() : options;
    }

    private static ILoadDriver Driver(string? named, string folder)
    {
        // Of all requests, so that one that is sent again is the same.
        var startsAt = DateTimeOffset.UtcNow;
        return named switch
        {
            "own" => new OwnDriver(startsAt),
            "wrk" when !WrkDriver.IsInstalled => throw new BenchmarkFailedException("wrk is not on the path; install it, or leave out --driver."),
            _ => WrkDriver.IsInstalled ? new WrkDriver(folder, startsAt) : new OwnDriver(startsAt),
        };
    }
}
