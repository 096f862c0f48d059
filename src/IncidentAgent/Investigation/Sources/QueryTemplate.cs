using System.Globalization;
using System.Text;

namespace IncidentAgent.Investigation.Sources;

/// <summary>
/// A PromQL or LogQL query with places for label values, such as <c>up{service="{service}"}</c>. A value fills a place as the contents of a string and
/// nothing else: whatever it holds, it cannot end the string, and in a matcher with <c>=~</c> or <c>!~</c> it stands for itself, not for a pattern.
/// </summary>
internal sealed class QueryTemplate
{
    private const string PatternCharacters = @"\.+*?()|[]{}^$";

    private readonly IReadOnlyList<Part> _parts;

    private QueryTemplate(IReadOnlyList<Part> parts) => _parts = parts;

    /// <summary>The labels that it needs, in the order of their places.</summary>
    public IEnumerable<string> Labels => _parts.Select(part => part.Label).OfType<string>();

    /// <summary>Whether each place is in a regular expression, so that several values can stand there, any of which matches.</summary>
    public bool TakesSeveral => _parts.Where(part => part.Label is not null).All(part => part.Pattern);

    /// <exception cref="FormatException">A place lies outside a string in double or single quotes, where a value could not be escaped.</exception>
    public static QueryTemplate Parse(string text)
    {
        List<Part> parts = [];
        var written = 0;
        var quote = '\0';
        var pattern = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (PlaceAt(text, i) is { } label)
            {
                if (quote is not ('"' or '\''))
                {
                    throw new FormatException($"{{{label}}} must stand inside a string in double quotes.");
                }

                parts.Add(new Part(text[written..i], label, pattern));
                written = i + label.Length + 2;
                i = written - 1;
            }
            else if (quote == '\0' && text[i] == '#')
            {
                var end = text.IndexOf('\n', i);
                i = end < 0 ? text.Length : end;
            }
            else if (quote == '\0' && text[i] is ('"' or '\'' or '`'))
            {
                quote = text[i];
                pattern = text.AsSpan(0, i).TrimEnd().EndsWith("~");
            }
            else if (quote != '\0' && text[i] == quote)
            {
                quote = '\0';
            }
            else if (text[i] == '\\' && quote is '"' or '\'')
            {
                i++;
            }
        }

        parts.Add(new Part(text[written..], null, false));
        return new QueryTemplate(parts);
    }

    /// <summary>The query with every place filled; <see langword="null"/> when a label has no value, for then the query is not about this alert.</summary>
    public string? Fill(Func<string, string?> valueOf)
    {
        var values = Labels.Distinct().ToDictionary(label => label, valueOf);
        return values.Values.Any(string.IsNullOrEmpty) ? null : Fill(label => [values[label]!]);
    }

    /// <summary>The query with every place filled with the values; more than one only where it <see cref="TakesSeveral"/>.</summary>
    public string FillAny(IReadOnlyList<string> values) => Fill(_ => values);

    private string Fill(Func<string, IReadOnlyList<string>> valuesOf)
    {
        var query = new StringBuilder();
        foreach (var (before, label, pattern) in _parts)
        {
            query.Append(before);
            if (label is not null)
            {
                AppendAny(query, valuesOf(label), pattern);
            }
        }

        return query.ToString();
    }

    private static void AppendAny(StringBuilder query, IReadOnlyList<string> values, bool pattern)
    {
        query.Append(values.Count > 1 ? "(?:" : "");
        foreach (var (index, value) in values.Index())
        {
            query.Append(index > 0 ? "|" : "");
            AppendEscaped(query, value, pattern);
        }

        query.Append(values.Count > 1 ? ")" : "");
    }

    private static string? PlaceAt(string text, int at)
    {
        if (text[at] != '{' || at + 1 == text.Length || char.IsAsciiDigit(text[at + 1]))
        {
            return null;
        }

        var end = at + 1;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
        {
            end++;
        }

        return end > at + 1 && end < text.Length && text[end] == '}' ? text[(at + 1)..end] : null;
    }

    private static void AppendEscaped(StringBuilder query, string value, bool pattern)
    {
        foreach (var c in value)
        {
            if (pattern && PatternCharacters.Contains(c))
            {
                query.Append(@"\\");
            }

            // By number, because \" is an error inside '…' and \' inside "…".
            if (c is '"' or '\'' or < ' ' or '\x7f')
            {
                query.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}");
            }
            else if (c == '\\')
            {
                query.Append(@"\\");
            }
            else
            {
                query.Append(c);
            }
        }
    }

    /// <param name="Before">The text before the place.</param>
    /// <param name="Label">Whose value stands there; <see langword="null"/> at the query's end.</param>
    /// <param name="Pattern">Whether the string is a regular expression.</param>
    private sealed record Part(string Before, string? Label, bool Pattern);
}
