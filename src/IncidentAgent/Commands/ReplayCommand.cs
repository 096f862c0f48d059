using System.CommandLine;
using System.CommandLine.Parsing;
using Spectre.Console;

namespace IncidentAgent.Commands;

/// <summary>Sends recorded Alertmanager payloads to a running agent.</summary>
internal static class ReplayCommand
{
    private static readonly Argument<string[]> Paths = new("DIR|FILE")
    {
        Description = "Recorded payloads: files, or directories whose .json files are sent in the order of their names.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<double> Rate = new("--rate")
    {
        Description = "Payloads a second, 0.1 to 1000.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
        Validators = { MustBeInRange },
    };

    private static readonly Option<bool> ShiftTimes = new("--shift-times")
    {
        Description = "Moves the times of all alerts so that the first one starts now: a recorded incident then is a new one.",
    };

    public static Command Create() =>
        new Command("replay", "Sends recorded Alertmanager payloads to a running agent.") { Paths, Rate, ShiftTimes }.Using(RunAsync);

    private static async Task<int> RunAsync(ParseResult parsed, AgentClient agent, CancellationToken cancellation)
    {
        var recording = Recording.Open(parsed.GetRequiredValue(Paths));
        if (parsed.GetValue(ShiftTimes))
        {
            recording = recording.StartingAt(TimeProvider.System.GetUtcNow());
        }

        var replay = new Replay(agent, TimeProvider.System, parsed.GetValue(Rate));
        var summary = AnsiConsole.Profile.Capabilities.Interactive && !System.Console.IsOutputRedirected
            ? await WithBarAsync(replay, recording, cancellation)
            : await replay.RunAsync(recording, sent => AnsiConsole.WriteLine(sent.Line), cancellation);
        AnsiConsole.WriteLine(summary.Line);
        return summary.Refused > 0 ? ExitCode.Failed : ExitCode.Done;
    }

    private static Task<ReplaySummary> WithBarAsync(Replay replay, Recording recording, CancellationToken cancellation) =>
        AnsiConsole.Progress().StartAsync(context =>
        {
            var bar = context.AddTask("Sending", maxValue: recording.Payloads.Count);
            return replay.RunAsync(recording, sent => Show(sent, bar), cancellation);
        });

    private static void Show(SentPayload sent, ProgressTask bar)
    {
        if (sent.IsRefused)
        {
            AnsiConsole.WriteLine(sent.Line);
        }

        bar.Increment(1);
    }

    private static void MustBeInRange(OptionResult option)
    {
        if (option.Tokens is [var token] && double.TryParse(token.Value, out var rate) && rate is not (>= 0.1 and <= 1000))
        {
            option.AddError($"--rate must be between 0.1 and 1000, not {token.Value}");
        }
    }
}
