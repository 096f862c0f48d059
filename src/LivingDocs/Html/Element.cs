using System.Text;

namespace LivingDocs.Html;

/// <summary>An element with its attributes and its content.</summary>
internal sealed class Element(string name, IEnumerable<Content> inner) : Content
{
    private static readonly HashSet<string> Void = ["br", "circle", "hr", "input", "line", "link", "meta", "path", "polygon", "polyline", "rect"];

    private readonly Content[] _inner = [.. inner];

    public override void WriteTo(StringBuilder page)
    {
        page.Append('<').Append(name);
        foreach (var attribute in _inner.OfType<Attribute>())
        {
            attribute.WriteTo(page);
        }

        if (Void.Contains(name))
        {
            // Both HTML and the SVG in it read this as an element without content.
            page.Append("/>");
            return;
        }

        page.Append('>');
        foreach (var part in _inner.Where(part => part is not Attribute))
        {
            part.WriteTo(page);
        }

        page.Append("</").Append(name).Append('>');
    }
}

/// <summary>A style sheet or a script of ours, which is written as it is.</summary>
internal sealed class Embedded(string name, string text) : Content
{
    public override void WriteTo(StringBuilder page) => page.Append('<').Append(name).Append('>').Append(text).Append("</").Append(name).Append('>');
}
