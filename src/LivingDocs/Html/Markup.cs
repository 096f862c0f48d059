namespace LivingDocs.Html;

/// <summary>The words a page is written with: <c>Tag("td", Class("number"), "431 ms")</c>.</summary>
internal static class Markup
{
    public static Element Tag(string name, params IEnumerable<Content> inner) => new(name, inner);

    public static Content All(params IEnumerable<Content> parts) => new Several(parts);

    public static Content Attr(string name, string? value = null) => new Attribute(name, value);

    public static Content Class(string names) => Attr("class", names);

    public static Content Id(string id) => Attr("id", id);

    public static Content When(bool shown, Func<Content> content) => shown ? content() : Content.Nothing;

    /// <summary>A link within the page.</summary>
    public static Content Link(string anchor, params IEnumerable<Content> text) => Tag("a", [Attr("href", $"#{anchor}"), .. text]);
}
