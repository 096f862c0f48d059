using System.Globalization;
using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace IncidentAgent.Commands;

/// <summary>What commands write to: a terminal with a person in front of it, a file or another program.</summary>
internal static class Terminal
{
    private const int WidthOfFiles = 200;

    /// <summary>Whether a person looks on, so that something may move.</summary>
    public static bool IsWatched(TextWriter output) =>
        output == System.Console.Out && !System.Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Interactive;

    /// <summary>A table or the like.</summary>
    public static void Write(TextWriter output, IRenderable content) => On(output).Write(content);

    /// <summary>Plain, and as wide as the content wants to be, within reason, where nobody looks on.</summary>
    public static IAnsiConsole On(TextWriter output)
    {
        if (IsWatched(output))
        {
            return AnsiConsole.Console;
        }

        var plain = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        plain.Profile.Width = WidthOfFiles;
        return plain;
    }

    /// <summary>
    /// Text from senders as one line without control characters, which could move the cursor or rename the window, and without changes of the
    /// reading direction.
    /// </summary>
    public static string Safe(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var hidden = Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Format;
            _ = hidden ? safe.Append(' ') : safe.Append(rune);
        }

        return safe.ToString();
    }

    /// <summary>The same for a text of several lines.</summary>
    public static string SafeLines(string text) => string.Join('\n', text.Split('\n').Select(Safe));
}
