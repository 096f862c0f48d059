using System.Text;

namespace LivingDocs.Html;

/// <summary>A piece of a page. Text becomes one only by being escaped, so nothing that a scenario, a tag or an error says can be taken for HTML;
/// and nothing of it tells of the machine it comes from, see <see cref="Scrubbed"/>.</summary>
internal abstract class Content
{
    public static readonly Content Nothing = new Several([]);

    public static implicit operator Content(string? text) => text is null ? Nothing : new Text(text);

    public abstract void WriteTo(StringBuilder page);

    public override string ToString()
    {
        var page = new StringBuilder();
        WriteTo(page);
        return page.ToString();
    }

    // What HTML cannot hold at all, such as the escapes with which a console is coloured, is shown as a box.
    private protected static void Escape(string text, StringBuilder page)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => page.Append("&amp;"),
                '<' => page.Append("&lt;"),
                '>' => page.Append("&gt;"),
                '"' => page.Append("&quot;"),
                '\n' or '\t' => page.Append((char)rune.Value),
                '\r' => page,
                _ when Rune.IsControl(rune) => page.Append('\uFFFD'),
                _ => page.Append(rune),
            };
        }
    }

    private sealed class Text(string text) : Content
    {
        public override void WriteTo(StringBuilder page) => Escape(Scrubbed.Of(text), page);
    }
}

/// <summary>Pieces one after another.</summary>
internal sealed class Several(IEnumerable<Content> parts) : Content
{
    private readonly Content[] _parts = [.. parts];

    public override void WriteTo(StringBuilder page)
    {
        foreach (var part in _parts)
        {
            part.WriteTo(page);
        }
    }
}

/// <summary>An attribute; it belongs before an element's content.</summary>
internal sealed class Attribute(string name, string? value) : Content
{
    public override void WriteTo(StringBuilder page)
    {
        page.Append(' ').Append(name);
        if (value is not null)
        {
            Escape(value, page.Append("=\""));
            page.Append('"');
        }
    }
}
