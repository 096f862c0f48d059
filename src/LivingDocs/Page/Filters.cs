using System.Text;
using LivingDocs.Html;
using LivingDocs.Objectives;
using LivingDocs.Suite;
using static LivingDocs.Html.Markup;

namespace LivingDocs.Page;

/// <summary>Chooses what is shown. By state and by tag it is done by the style sheet alone; only the search needs the script, and is hidden without it.</summary>
internal static class Filters
{
    public static Content Of(LivingPage page) => Tag("form",
        Class("filters"),
        Attr("aria-label", "Filter scenarios and objectives"),
        Tag("fieldset",
        [
            Tag("legend", "Show"),
            State("all", "all", true),
            .. Choices(page).Select(choice => State(choice.Name, $"{choice.Words} {choice.Count}", false)),
        ]),
        Tag("label", Attr("for", "tag"), Tag("span", "Tag"), Tag("select",
        [
            Id("tag"),
            Tag("option", Attr("value", ""), "any"),
            .. Tags(page).Select(tag => Tag("option", Attr("value", Word(tag)), $"@{tag}")),
        ])),
        Tag("label", Attr("for", "search"), Class("scripted"), Attr("hidden"), Tag("span", "Text"), Tag("input", Id("search"), Attr("type", "search"))),
        Tag("output", Id("shown"), Class("scripted"), Attr("hidden"), Attr("aria-live", "polite")));

    /// <summary>One rule for each choice, because a style sheet cannot compare.</summary>
    public static string Style(LivingPage page)
    {
        var style = new StringBuilder();
        foreach (var (name, _, _) in Choices(page))
        {
            Rule(style, $"#state-{name}:checked", $"[data-state~={name}]");
        }

        foreach (var tag in Tags(page))
        {
            Rule(style, $"#tag option[value={Word(tag)}]:checked", $"[data-tags~={Word(tag)}]");
        }

        return style.ToString();
    }

    /// <summary>Tags as an attribute's words.</summary>
    public static string Words(IEnumerable<string> tags) => string.Join(' ', tags.Select(Word));

    // Letters, digits and dashes only, so that it can stand in a style sheet.
    private static string Word(string tag) => $"t-{Slug.Of(tag)}";

    private static void Rule(StringBuilder style, string chosen, string kept) => style.Append(
        $":root:has({chosen}) :is([data-item]:not({kept}),[data-group]:not(:has([data-item]{kept}))){{display:none}}\n");

    private static Content State(string name, string words, bool isChosen) => Tag("label",
        Attr("for", $"state-{name}"),
        Tag("input", Attr("type", "radio"), Attr("name", "state"), Id($"state-{name}"), When(isChosen, () => Attr("checked"))),
        Tag("span", words));

    private static List<(string Name, string Words, int Count)> Choices(LivingPage page) =>
    [
        .. Standings.WorstFirst.Select(standing => (Badge.Name(standing), standing.Words(), page.Count(standing)))
            .Concat(Enum.GetValues<Outcome>().Reverse().Select(outcome => (Badge.Name(outcome), outcome.Words(), page.Count(outcome))))
            .Where(choice => choice.Item3 > 0),
    ];

    private static IEnumerable<string> Tags(LivingPage page) =>
        page.Run.Scenarios.SelectMany(scenario => scenario.Tags).Concat(page.Stories.SelectMany(story => story.Tags))
            .DistinctBy(Word).OrderBy(tag => tag, StringComparer.Create(System.Globalization.CultureInfo.InvariantCulture, System.Globalization.CompareOptions.NumericOrdering));
}
