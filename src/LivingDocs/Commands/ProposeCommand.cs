using System.CommandLine;
using LivingDocs.Proposals;
using ServiceLevels.History;

namespace LivingDocs.Commands;

/// <summary>Prints a diff of the feature files that tightens thresholds as far as the history allows. People read it and apply it, or do not.</summary>
internal sealed class ProposeCommand
{
    private readonly Option<string> _history = new("--history")
    {
        Description = "What the runs found.",
        HelpName = "FILE",
        DefaultValueFactory = _ => Path.Combine("living-docs", "history.jsonl"),
    };

    private readonly Option<string> _features = new("--features")
    {
        Description = "The folder of the feature files.",
        HelpName = "DIR",
        DefaultValueFactory = _ => "features",
    };

    public static Command Create()
    {
        var propose = new ProposeCommand();
        var command = new Command("propose", "Prints a diff of the feature files that tightens thresholds as far as the history allows; changes nothing.")
        {
            propose._history,
            propose._features,
        };
        command.SetAction(propose.Run);
        return command;
    }

    // The diff alone goes to the output, so that it can be handed to git apply.
    private int Run(ParseResult parsed)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var (file, features) = (parsed.GetRequiredValue(_history), parsed.GetRequiredValue(_features));
        try
        {
            var history = HistoryFile.Read(file);
            var diff = Proposal.Diff(features, Root(features), history);
            output.Write(diff);
            error.Write($"{history.LeftOut}" is { Length: > 0 } leftOut ? $"Of {file} {leftOut} and left out.\n" : "");
            error.Write(diff.Length > 0 ? "" : $"Nothing to propose: {Why(file, history)}\n");
            return 0;
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine(e.Message);
            return 1;
        }
    }

    // Here, as a rule; features of elsewhere are changed from the folder beside theirs.
    private static string Root(string features)
    {
        var (here, folder) = (Directory.GetCurrentDirectory(), Path.TrimEndingDirectorySeparator(Path.GetFullPath(features)));
        return folder.StartsWith(here + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? here : Path.GetDirectoryName(folder) ?? here;
    }

    private static string Why(string file, RunHistory history) => history.Records.Count == 0
        ? $"there is no run in {file}; `dotnet test` adds them."
        : $"no threshold has {HistoryPolicy.FewestForSuggestion} runs since its last change that would allow a tighter one.";
}
