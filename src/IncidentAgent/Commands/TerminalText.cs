using System.Globalization;
using System.Text;

namespace IncidentAgent.Commands;

/// <summary>Text from senders, made harmless for a terminal.</summary>
internal static class TerminalText
{
    /// <summary>One line without control characters, which could move the cursor or rename the window, and without changes of direction.</summary>
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
}
