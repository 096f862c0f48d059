using System.CommandLine;

namespace LivingDocs.Commands;

/// <summary>Writes the page.</summary>
internal static class RenderCommand
{
    private const string Folder = "living-docs";

    public static Command Create()
    {
        var command = new Command("render", "Writes the page from the messages of a run and the history; the default.");
        AddTo(command);
        return command;
    }

    /// <summary>Makes it what a command does.</summary>
    public static void AddTo(Command command)
    {
        var messages = Path("--messages", "messages.ndjson", "The run: Cucumber Messages, one a line; a beginning of the file is enough.");
        var history = Path("--history", LivingDocument.HistoryName, "What earlier runs found about the objectives.");
        var founding = Path("--founding", LivingDocument.FoundingName, "The requirements and promises that have to be covered.");
        var output = Path("--output", LivingDocument.PageName, "The page.");
        Add(command, messages, history, founding, output);
        command.SetAction(parsed =>
        {
            string[] sources = [parsed.GetValue(messages)!, parsed.GetValue(history)!];
            if (!Array.Exists(sources, File.Exists))
            {
                parsed.InvocationConfiguration.Error.WriteLine($"Neither {sources[0]} nor {sources[1]} exists. Run `dotnet test` first, or name one of them: --messages, --history.");
                return 1;
            }

            try
            {
                parsed.InvocationConfiguration.Output.WriteLine(LivingDocument.Render(sources[0], sources[1], parsed.GetValue(founding)!, parsed.GetValue(output)!));
                return 0;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
            {
                parsed.InvocationConfiguration.Error.WriteLine($"The page was not written: {e.Message}");
                return 1;
            }
        });
    }

    private static Option<string> Path(string name, string file, string description) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => System.IO.Path.Combine(Folder, file),
    };

    private static void Add(Command command, params Option[] options)
    {
        foreach (var option in options)
        {
            command.Options.Add(option);
        }
    }
}
