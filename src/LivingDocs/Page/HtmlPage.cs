using System.Text;
using LivingDocs.Html;
using static LivingDocs.Html.Markup;

namespace LivingDocs.Page;

/// <summary>The page as one file: style and script are in it, and nothing is fetched.</summary>
internal static class HtmlPage
{
    /// <summary>So much a page has at most; people send it by mail.</summary>
    public const int MostBytes = 1_000_000;

    private static readonly string Style = Resource("page.css");
    private static readonly string Script = Resource("page.js");

    /// <summary>With as much detail as fits into <see cref="MostBytes"/>; what was left out is said.</summary>
    public static string Write(LivingPage page)
    {
        foreach (var detail in Detail.FromMost)
        {
            var text = Write(page, detail);
            if (Encoding.UTF8.GetByteCount(text) <= MostBytes)
            {
                return text;
            }
        }

        throw new InvalidOperationException(
            $"The page of {page.Run.Scenarios.Count()} scenarios and {page.Stories.Count} objectives does not fit into {MostBytes} bytes even without details.");
    }

    private static string Write(LivingPage page, Detail detail) => "<!DOCTYPE html>\n" + Tag("html",
        Attr("lang", "en"),
        Tag("head",
            Tag("meta", Attr("charset", "utf-8")),
            Tag("meta", Attr("name", "viewport"), Attr("content", "width=device-width, initial-scale=1")),
            Tag("meta", Attr("name", "color-scheme"), Attr("content", "light dark")),
            Tag("link", Attr("rel", "icon"), Attr("href", "data:,")),
            Tag("title", $"{Headline.Verdict(page)} Living documentation"),
            new Embedded("style", Style + Filters.Style(page))),
        Tag("body",
            Tag("a", Class("skip"), Attr("href", "#main"), "To the content"),
            Opening.Of(page, detail),
            Tag("main",
                Id("main"),
                Attention.Of(page),
                ObjectiveTable.Of(page),
                Requirements.Of(page),
                ScenarioTree.Of(page, detail),
                When(page.Stories.Count > 0, () => Tag("section", [
                    Id("objectives"),
                    Tag("h2", "Objectives, one by one"),
                    .. page.Stories.Select(story => ObjectiveSection.Of(page, story, detail)),
                ]))),
            Opening.Foot(),
            new Embedded("script", Script)));

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(HtmlPage).Assembly.GetManifestResourceStream($"LivingDocs.Page.{name}")!);
        return reader.ReadToEnd();
    }
}
