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
            Tag("p", InWords(page, proving)),
            Tag("table",
                Class("cards"),
                Tag("thead", Tag("tr", new[] { "No.", "Outcome", "Scenarios" }.Select(column => Tag("th", Attr("scope", "col"), column)))),
                Tag("tbody", proving.Select((scenarios, index) => Tag("tr",
                    Tag("th", Attr("scope", "row"), Class("number"), $"{index + 1}"),
                    Tag("td", Attr("data-label", "Outcome"), scenarios.Length == 0 ? Tag("span", Class("badge absent"), "– no scenario") : Result(page, scenarios)),
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

    private static string InWords(LivingPage page, Scenario[][] proving)
    {
        var covered = proving.Where(scenarios => scenarios.Length > 0).ToList();
        var passed = covered.Where(scenarios => Sum(scenarios) is Outcome.Passed).Select(scenarios => Doubt(page, scenarios)).ToList();
        var notProven = passed.Count(doubt => doubt is Standing.NotProven);
        return $"{covered.Count} of {proving.Length} are covered, {passed.Count(doubt => doubt is null)} were proven by this run"
            + (notProven == 0 ? "." : $", {notProven} {(notProven == 1 ? "is" : "are")} not proven.");
    }

    private static Content Result(LivingPage page, Scenario[] scenarios) =>
        Sum(scenarios) is Outcome.Passed && Doubt(page, scenarios) is { } standing ? Badge.Of(standing) : Badge.Of(Sum(scenarios));

    // A scenario passes with an objective that is not proven, and with one that is breached only among all others of the run.
    private static Standing? Doubt(LivingPage page, Scenario[] scenarios) => scenarios.SelectMany(page.Of)
        .Select(story => (Standing?)story.Standing)
        .Where(standing => standing is Standing.NotProven or Standing.Breached)
        .Max();

    private static Outcome Sum(Scenario[] scenarios) => scenarios.Max(scenario => scenario.Outcome);
}
