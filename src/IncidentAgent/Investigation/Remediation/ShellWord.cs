using System.Buffers;
using System.Globalization;
using System.Text;

namespace IncidentAgent.Investigation.Remediation;

/// <summary>A value from outside as one word of a POSIX shell's command line.</summary>
/// <remarks>
/// Quoted as POSIX.1-2024, Shell Command Language, 2.2.2 has it: between single quotes every character stands for itself, and a single quote is
/// closed, escaped and opened again.
/// </remarks>
internal static class ShellWord
{
    /// <summary>A DNS name's length: a longer value names nothing that a command is about.</summary>
    private const int MostCharacters = 253;

    private static readonly SearchValues<char> Bare =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:-");

    /// <summary>
    /// The value, in single quotes unless it is a plain name; <see langword="null"/> when no quoting makes it safe to paste: it would be read as an
    /// option, moves the cursor, cannot be seen, or changes the reading direction.
    /// </summary>
    public static string? Of(string value)
    {
        if (value.Length is 0 or > MostCharacters || value[0] == '-' || value.EnumerateRunes().Any(IsUnseen))
        {
            return null;
        }

        return value.AsSpan().ContainsAnyExcept(Bare) ? $"'{value.Replace("'", @"'\''", StringComparison.Ordinal)}'" : value;
    }

    private static bool IsUnseen(Rune rune) => rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        || (Rune.IsWhiteSpace(rune) && rune.Value != ' ');
}
