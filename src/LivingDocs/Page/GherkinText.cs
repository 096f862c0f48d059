using LivingDocs.Html;
using LivingDocs.Suite;
using static LivingDocs.Html.Markup;

namespace LivingDocs.Page;

/// <summary>A scenario as it is written, with its keywords set off.</summary>
internal static class GherkinText
{
    public static Content Of(Scenario scenario) => scenario.Source.Count == 0
        ? Content.Nothing
        : Tag("pre",
        [
            Class("gherkin"),
            Attr("tabindex", "0"),
            Attr("aria-label", $"{scenario.Uri}, line {scenario.Line}"),
            .. scenario.Source.SelectMany((line, index) => new[]
            {
                index > 0 && line.Number != scenario.Source[index - 1].Number + 1 ? "\n" : Content.Nothing,
                Line(line, Indentation(scenario)),
                "\n",
            }),
        ]);

    private static Content Line(SourceLine line, int indentation)
    {
        var text = line.Text.Length <= indentation ? line.Text.TrimStart() : line.Text[indentation..];
        var at = line.Keyword is { Length: > 0 } keyword ? text.IndexOf(keyword, StringComparison.Ordinal) : -1;
        return at >= 0 ? All(text[..at], Tag("b", line.Keyword!), text[(at + line.Keyword!.Length)..])
            : text.TrimStart() is ['@' or '#', ..] ? Tag("i", text)
            : text;
    }

    private static int Indentation(Scenario scenario) =>
        scenario.Source.Where(line => line.Text.Length > 0).Min(line => line.Text.Length - line.Text.TrimStart().Length);
}
