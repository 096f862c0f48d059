using LivingDocs.Html;
using LivingDocs.Objectives;
using LivingDocs.Suite;
using static LivingDocs.Html.Markup;

namespace LivingDocs.Page;

/// <summary>What the suite has to cover: each founding number and each requirement, and who proves it.</summary>
internal static class Requirements
{
    public static Content Of(LivingPage page) => All(
        When(page.Founding.Promises.Count > 0, () => Founding(page)),
        When(page.Founding.Requirements > 0, () => Matrix(page)));

    private static Content Founding(LivingPage page) => Tag("section",
        Id("founding"),
        Tag("h2", "Founding numbers"),
        Tag("p", "What was promised before there was a suite, and where it is proven now. A number is found by its measure and its bounds: had somebody loosened one, it would be missing here."),
        Tag("table",
            Class("cards"),
            Tag("thead", Tag("tr", new[] { "Promise", "Target", "Threshold", "Proven by" }.Select(column => Tag("th", Attr("scope", "col"), column)))),
            Tag("tbody", page.Founding.Promises.Select(promise => Tag("tr",
                Tag("th", Attr("scope", "row"), promise.Name),
                Tag("td", Class("number"), Attr("data-label", "Target"), promise.Target),
                Tag("td", Class("number"), Attr("data-label", "Threshold"), promise.Threshold),
                Tag("td", Attr("data-label", "Proven by"), Provers([.. promise.In(page.Stories)])))))));

    private static Content Provers(ObjectiveStory[] stories) => stories.Length == 0
        ? Tag("span", Class("badge absent"), "no objective with these bounds")
        : Tag("ul", [Class("list"), .. stories.Select(story => Tag("li",
            Badge.Of(story.Standing), " ",
            Link(story.Anchor, story.Scenario?.Name ?? $"{story.Key.Slo}: {story.Title}"),
            story.Record is null ? "" : $" {Figures.Measured(story.Record)}"))]);

    private static Content Matrix(LivingPage page)
    {
        Scenario[][] proving = [.. Enumerable.Range(1, page.Founding.Requirements)
            .Select(number => page.Run.Scenarios.Where(scenario => scenario.Tags.Contains($"req:{number}")).ToArray())];
        return Tag("section",
            Id("requirements"),
            Tag("h2", "Requirements"),
            Tag("p", $"{proving.Count(scenarios => scenarios.Length > 0)} of {proving.Length} are covered, {proving.Count(IsProven)} were proven by this run."),
            Tag("table",
                Class("cards"),
                Tag("thead", Tag("tr", new[] { "No.", "Outcome", "Scenarios" }.Select(column => Tag("th", Attr("scope", "col"), column)))),
                Tag("tbody", proving.Select((scenarios, index) => Tag("tr",
                    Tag("th", Attr("scope", "row"), Class("number"), $"{index + 1}"),
                    Tag("td", Attr("data-label", "Outcome"), scenarios.Length == 0 ? Tag("span", Class("badge absent"), "– no scenario") : Badge.Of(Sum(scenarios))),
                    Tag("td", Attr("data-label", "Scenarios"), Together(scenarios)))))));
    }

    // The rows of an outline are one sentence with several values.
    private static Content Together(Scenario[] scenarios) => Tag("ul",
        [Class("list"), .. scenarios.GroupBy(scenario => scenario.Outline ?? scenario.Name).Select(same => Tag("li",
        [
            Link(Anchors.Of(same.First()), same.Key),
            .. same.First().Outline is null ? [] : same.SelectMany(row => new Content[]
            {
                " ", Link(Anchors.Of(row), Tag("span", Class($"badge {Badge.Name(row.Outcome)}"), string.Join(", ", row.Example.Values))),
            }),
        ]))]);

    private static bool IsProven(Scenario[] scenarios) => scenarios.Length > 0 && Sum(scenarios) is Outcome.Passed;

    private static Outcome Sum(Scenario[] scenarios) => scenarios.Max(scenario => scenario.Outcome);
}
