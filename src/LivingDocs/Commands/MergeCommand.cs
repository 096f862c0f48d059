using System.CommandLine;
using LivingDocs.Messages;
using ServiceLevels.History;
using ServiceLevels.Objectives;

namespace LivingDocs.Commands;

/// <summary>Makes one run of what several machines measured of it, so that there is one verdict for each objective.</summary>
internal sealed class MergeCommand
{
    private readonly Argument<string[]> _shards = new("FILE")
    {
        Description = "What the machines wrote: messages.ndjson or history.jsonl of each.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _history = new("--history")
    {
        Description = "The history to which the merged records are added; the terminal unless given.",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        var merge = new MergeCommand();
        var command = new Command("merge", "Merges the shards of a run that several machines measured: adds up, and judges once.")
        {
            merge._shards,
            merge._history,
        };
        command.SetAction(merge.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        try
        {
            var files = parsed.GetRequiredValue(_shards);
            var shards = files.SelectMany(Records).ToList();
            var merged = Shards.Merge(shards);
            if (parsed.GetValue(_history) is { } history)
            {
                HistoryFile.Append(history, merged);
            }
            else
            {
                output.Write(string.Concat(merged.Select(record => record.ToJson() + "\n")));
            }

            error.WriteLine($"{shards.Count} records of {files.Length} files became {merged.Count}.");
            return 0;
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine(e.Message);
            return 1;
        }
    }

    // Within a file a scenario may have been repeated; then its last attempt counts.
    private static IReadOnlyList<ObjectiveRecord> Records(string file)
    {
        if (!File.Exists(file))
        {
            throw new FileNotFoundException($"There is no file {file}.");
        }

        var attached = AttachedRecords.Read(file);
        return attached.Count > 0 ? new RunHistory(attached, new LeftOut(0, 0)).Records : HistoryFile.Read(file).Records;
    }
}
