using System.CommandLine;
using System.CommandLine.Parsing;
using Spectre.Console;

namespace IncidentAgent.Commands;

/// <summary>Sends recorded Alertmanager payloads to a running agent.</summary>
internal sealed class ReplayCommand
{
    private readonly Argument<string[]> _paths = new("DIR|FILE")
    {
        Description = "Recorded payloads: files, or directories whose .json files are sent in the order of their names.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<double> _rate = new("--rate")
    {
        Description = "Payloads a second, 0.1 to 1000.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
        Validators = { MustBeInRange },
    };

    private readonly Option<bool> _shiftTimes = new("--shift-times")
    {
        Description = "Moves the times of all alerts so that the first one starts now: a recorded incident then is a new one.",
    };

    public Command Create() =>
        new Command("replay", "Sends recorded Alertmanager payloads to a running agent.") { _paths, _rate, _shiftTimes }.Using(RunAsync);

    private async Task<int> RunAsync(ParseResult parsed, AgentClient agent, CancellationToken cancellation)
    {
        var recording = Recording.Open(parsed.GetRequiredValue(_paths));
        if (parsed.GetValue(_shiftTimes))
        {
            recording = recording.StartingAt(TimeProvider.System.GetUtcNow());
        }

        var replay = new Replay(agent, TimeProvider.System, parsed.GetValue(_rate));
        var output = parsed.InvocationConfiguration.Output;
        var summary = Terminal.IsWatched(output)
            ? await WithBarAsync(replay, recording, cancellation)
            : await replay.RunAsync(recording, sent => output.WriteLine(sent.Line), cancellation);
        output.WriteLine(summary.Line);
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
