using System.Text;
using LivingDocs.Coverage;
using LivingDocs.Messages;
using LivingDocs.Page;
using LivingDocs.Suite;
using ServiceLevels.History;
using ServiceLevels.Objectives;

namespace LivingDocs;

/// <summary>The living documentation of a suite: one page, made from the messages of a run and the history of its objectives.</summary>
public static class LivingDocument
{
    /// <summary>What lies beside the messages where nothing else is said.</summary>
    public const string HistoryName = "history.jsonl";

    /// <inheritdoc cref="HistoryName"/>
    public const string PageName = "index.html";

    /// <inheritdoc cref="HistoryName"/>
    public const string FoundingName = "founding.json";

    /// <summary>How many scenarios have ended according to a file that may still be written to.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static int FinishedScenarios(string messages) => MessageReader.Lines(messages).Count(MessageReader.EndsScenario);

    /// <summary>
    /// Ends a run whose messages are in the file: adds what it found about its objectives to the history beside it, and writes the page there.
    /// </summary>
    /// <param name="messages">The path of the messages.</param>
    /// <returns>The path of the page.</returns>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static string End(string messages)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(messages))!;
        var run = MessageReader.Read(MessageReader.Lines(messages)).JudgedTogether() with { IsFinished = true };
        var history = Path.Combine(folder, HistoryName);
        ObjectiveRecord[] found = [.. run.Records];
        if (found.Length > 0)
        {
            HistoryFile.Append(history, found);
        }

        return Write(run, history, Path.Combine(folder, FoundingName), Path.Combine(folder, PageName));
    }

    /// <summary>Writes the page from files of which each may be missing.</summary>
    /// <returns>The full path of the page.</returns>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="FormatException">The founding table is none.</exception>
    public static string Render(string messages, string history, string founding, string page) =>
        Write(File.Exists(messages) ? MessageReader.Read(MessageReader.Lines(messages)).JudgedTogether() : SuiteRun.None, history, founding, page);

    private static string Write(SuiteRun run, string history, string founding, string page)
    {
        var past = HistoryFile.Read(history);
        var table = File.Exists(founding) ? FoundingTable.Read(founding) : FoundingTable.None;
        var told = LivingPage.Of(run, past.Records, table, past.LeftOut.ToString() is { Length: > 0 } leftOut ? [$"Of the history, {leftOut}."] : []);
        page = Path.GetFullPath(page);
        Directory.CreateDirectory(Path.GetDirectoryName(page)!);

        // A reader of the old page never sees half of the new one.
        var beside = page + ".new";
        File.WriteAllText(beside, HtmlPage.Write(told), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.Move(beside, page, overwrite: true);
        return page;
    }
}
