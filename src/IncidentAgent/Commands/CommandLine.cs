using System.CommandLine;
using IncidentAgent.Commands.Demo;
using IncidentAgent.Commands.Evaluate;

namespace IncidentAgent.Commands;

/// <summary>The command line: which commands there are, and how what goes wrong in them is told.</summary>
internal static class CommandLine
{
    /// <returns>The exit code: 0 done, 1 failed, 2 typed or configured wrongly.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("An incident-response agent: takes alerts, tells people, gathers evidence, writes the postmortem.");
        var serve = new ServeCommand(root).Create();
        root.Add(serve);
        new IncidentCommands().All.ToList().ForEach(root.Add);
        root.Add(new ReplayCommand().Create());
        root.Add(AnalyzeCommand.Create(PayloadAnalyst.AnalyzeAsync));
        root.Add(EvaluateCommand.Create());
        root.Add(DemoCommand.Create());

        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var serves = parsed.CommandResult.Command == root || parsed.CommandResult.Command == serve;
        var problems = parsed.Errors.Select(error => error.Message)
            .Concat(serves ? [] : parsed.UnmatchedTokens.Select(token => $"{token} is not known to {parsed.CommandResult.Command.Name}; see --help"))
            .ToList();
        return problems.Count > 0 ? Say(error, problems, ExitCode.Misused) : await InvokeAsync(parsed, serves, output, error);
    }

    private static async Task<int> InvokeAsync(ParseResult parsed, bool serves, TextWriter output, TextWriter error)
    {
        // The host listens for Ctrl-C and SIGTERM itself and drains; System.CommandLine would cut it off after two seconds.
        var configuration = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = serves ? null : TimeSpan.FromSeconds(2),
        };
        try
        {
            return await parsed.InvokeAsync(configuration);
        }
        catch (CommandFailedException failed)
        {
            return Say(error, [failed.Message], failed.Code);
        }
        catch (OperationCanceledException)
        {
            return Say(error, ["Stopped."], ExitCode.Failed);
        }
        catch (Exception exception) when (StartFailure.From(exception) is { } failure)
        {
            return Say(error, failure.Lines, failure.ExitCode);
        }
    }

    private static int Say(TextWriter error, IEnumerable<string> lines, int exitCode)
    {
        foreach (var line in lines)
        {
            error.WriteLine(line);
        }

        return exitCode;
    }
}
