using System.CommandLine;
using LivingDocs.Messages;

namespace LivingDocs.Commands;

/// <summary>Says in Markdown what a run found: into the summary of a step of GitHub Actions, or on the terminal.</summary>
internal sealed class SummaryCommand
{
    /// <summary>GitHub's own variable: the file that holds the summary of the step.</summary>
    public const string StepSummary = "GITHUB_STEP_SUMMARY";

    private readonly Option<string> _messages = new("--messages")
    {
        Description = "What the run wrote.",
        HelpName = "FILE",
        DefaultValueFactory = _ => Path.Combine("living-docs", "messages.ndjson"),
    };

    private readonly Option<string?> _output = new("--output")
    {
        Description = $"The file it is appended to; ${StepSummary} unless given, and the terminal where neither is.",
        HelpName = "FILE",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(StepSummary),
    };

    private readonly Option<bool> _gate = new("--gate")
    {
        Description = "Ends with 1 when a threshold is breached, all objectives of the run considered together.",
    };

    public static Command Create()
    {
        var summary = new SummaryCommand();
        var command = new Command("summary", $"Says in Markdown what a run found; appends it to ${StepSummary} where that is set.")
        {
            summary._messages,
            summary._output,
            summary._gate,
        };
        command.SetAction(summary.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        try
        {
            var summary = RunSummary.Of(AttachedRecords.Read(parsed.GetRequiredValue(_messages)));
            if (parsed.GetValue(_output) is { Length: > 0 } file)
            {
                File.AppendAllText(file, summary.Markdown);
            }
            else
            {
                output.Write(summary.Markdown);
            }

            return parsed.GetValue(_gate) && summary.Breached.Count > 0 ? 1 : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error.WriteLine(e.Message);
            return 1;
        }
    }
}
