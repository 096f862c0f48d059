using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace IncidentAgent.Postmortems;

/// <summary>
/// Puts what other people wrote into a Markdown document so that it is read as text and nothing else: CommonMark with GitHub's tables, links
/// and mathematics. Every result but a fence is one line.
/// </summary>
internal static class Markdown
{
    private const char Replacement = '\uFFFD';

    /// <summary>Plain text for a paragraph, a heading, a list item or a table cell; <c>(empty)</c> when nothing is left of it.</summary>
    public static string Escape(string text)
    {
        var line = OneLine(text);
        if (line.Length == 0)
        {
            return "(empty)";
        }

        var escaped = new StringBuilder(line.Length + 16);
        for (var i = 0; i < line.Length; i++)
        {
            _ = line[i] switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                var c when IsMarkup(line, i) => escaped.Append('\\').Append(c),
                var c => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    /// <summary>Text shown letter by letter; not for table cells, where a bar would end the cell.</summary>
    public static string Code(string text)
    {
        var line = OneLine(text);
        if (line.Length == 0)
        {
            return "(empty)";
        }

        var ticks = new string('`', LongestRunOfBackticks(line) + 1);
        var padding = line[0] == '`' || line[^1] == '`' ? " " : "";
        return $"{ticks}{padding}{line}{padding}{ticks}";
    }

    /// <summary>Several lines shown letter by letter; must start at the beginning of a line.</summary>
    public static string Fence(string text)
    {
        var lines = string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => Printable(line).TrimEnd())).Trim('\n');
        var ticks = new string('`', Math.Max(3, LongestRunOfBackticks(lines) + 1));
        return $"{ticks}text\n{lines}\n{ticks}";
    }

    /// <summary>A quotation that keeps the writer's line breaks; must start at the beginning of a line.</summary>
    public static string Quote(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Trim('\n').Split('\n');
        return string.Join('\n', lines.Select(line => string.IsNullOrWhiteSpace(Printable(line)) ? ">" : $"> {Escape(line)}  "));
    }

    /// <summary>A link when <paramref name="address"/> is an absolute http or https address, else only the text.</summary>
    public static string Link(string text, string? address) =>
        IsWebAddress(address, out var uri) ? $"[{Escape(text)}](<{uri.AbsoluteUri}>)" : Escape(text);

    public static bool IsWebAddress(string? address, [NotNullWhen(true)] out Uri? uri) =>
        Uri.TryCreate(address, UriKind.Absolute, out uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && !uri.AbsoluteUri.AsSpan().ContainsAny("<>\n\r");

    private static bool IsMarkup(string line, int at) => line[at] switch
    {
        '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '~' or '#' or '$' => true,
        '-' or '+' or '=' => at == 0,
        '.' or ')' => line.AsSpan(0, at).IndexOfAnyExceptInRange('0', '9') < 0 || IsAfterWww(line, at),
        ':' => at + 1 < line.Length && line[at + 1] == '/',
        _ => false,
    };

    private static bool IsAfterWww(string line, int at) => line.AsSpan(0, at).EndsWith("www", StringComparison.OrdinalIgnoreCase);

    private static int LongestRunOfBackticks(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    private static string OneLine(string text) => Printable(text).Trim();

    /// <summary>Control characters and line ends become spaces; half characters and changes of the reading direction become U+FFFD.</summary>
    private static string Printable(string text)
    {
        var printable = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = Rune.GetUnicodeCategory(rune) switch
            {
                UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => printable.Append(' '),
                _ when rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) => printable.Append(Replacement),
                _ => printable.Append(rune),
            };
        }

        return printable.ToString();
    }
}
