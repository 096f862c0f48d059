using LivingDocs.Html;
using LivingDocs.Objectives;
using LivingDocs.Suite;
using ServiceLevels.Reporting;
using static LivingDocs.Html.Markup;

namespace LivingDocs.Page;

/// <summary>Folder, feature, rule, scenario: the contract as it is written, and what became of each sentence.</summary>
internal static class ScenarioTree
{
    public static Content Of(LivingPage page, Detail detail) => When(page.Run.Features.Count > 0 || page.Stories.Count > 0, () => Tag("section",
        [
            Id("scenarios"),
            Tag("h2", page.Run.Features.Count > 0 ? "Scenarios" : "Filter"),
            Filters.Of(page),
            .. page.Run.Features.OrderBy(feature => feature.Uri, StringComparer.Ordinal).GroupBy(feature => feature.Folder).Select(folder => Tag("div",
            [
                Class("folder"),
                Attr("data-group"),
                When(folder.Key.Length > 0, () => Tag("h3", folder.Key)),
                .. folder.Select(feature => OfFeature(page, feature, detail)),
            ])),
        ]));

    private static Content OfFeature(LivingPage page, Feature feature, Detail detail) => Tag("div",
        [
            Class("feature"),
            Attr("data-group"),
            Id($"feature-{Slug.Of(feature.Uri)}"),
            Tag("h4", feature.Name),
            When(feature.Description.Length > 0, () => Tag("p", Class("description"), feature.Description)),
            .. feature.Scenarios.GroupBy(scenario => scenario.Rule).Select(rule => Tag("div",
            [
                Class(rule.Key is null ? "rule bare" : "rule"),
                Attr("data-group"),
                When(rule.Key is not null, () => Tag("h5", rule.Key!)),
                .. rule.GroupBy(scenario => scenario.Outline ?? $"{scenario.Line}").SelectMany(same => Together(page, same, detail)),
            ])),
        ]);

    private static IEnumerable<Content> Together(LivingPage page, IGrouping<string, Scenario> same, Detail detail) => same.First().Outline is { } outline
        ? [Tag("div", [Class("outline"), Attr("data-group"), Tag("p", Class("name"), outline), .. same.Select(row => OfScenario(page, row, detail))])]
        : same.Select(scenario => OfScenario(page, scenario, detail));

    private static Content OfScenario(LivingPage page, Scenario scenario, Detail detail)
    {
        ObjectiveStory[] stories = [.. page.Of(scenario)];
        var isShort = scenario.Outcome is Outcome.Passed or Outcome.NotRun && !detail.Texts;
        return Tag("details",
        [
            Class("scenario"),
            Id(Anchors.Of(scenario)),
            Attr("data-item"),
            Attr("data-state", string.Join(' ', stories.Select(story => Badge.Name(story.Standing)).Append(Badge.Name(scenario.Outcome)).Distinct())),
            Attr("data-tags", Filters.Words(scenario.Tags)),
            When(scenario.Outcome is Outcome.Failed, () => Attr("open")),
            Tag("summary",
                Badge.Of(scenario.Outcome),
                Tag("span", Class("name"), Name(scenario)),
                All(stories.Where(story => story.Standing is not (Standing.Met or Standing.NotMeasured)).GroupBy(story => story.Standing).Select(same => Badge.Of(same.Key))),
                When(scenario.Took is not null, () => Tag("span", Class("took"), Si.Duration(scenario.Took!.Value)))),
            When(scenario.Tags.Count > 0, () => Tag("p", Class("tags"), string.Join(' ', scenario.Tags.Select(tag => $"@{tag}")))),
            When(scenario.Outcome is Outcome.Skipped or Outcome.Undefined && scenario.Reason is not null, () => Tag("p", Class("reason"), scenario.Reason!)),
            When(stories.Length > 0, () => Tag("ul", [Class("list"), .. stories.Select(story =>
                Tag("li", Badge.Of(story.Standing), " ", Link(story.Anchor, story.Title), " ", story.Record is null ? "" : Figures.Measured(story.Record)))])),
            When(!isShort, () => scenario.Outcome is Outcome.Passed or Outcome.NotRun or Outcome.Skipped ? GherkinText.Of(scenario) : Steps(scenario, detail)),
            When(scenario.Log.Count > 0 && detail.Log > 0, () => Tag("pre",
                Class("log"), Attr("tabindex", "0"), Attr("aria-label", "What it wrote"), detail.Cut(string.Join('\n', scenario.Log.Select(line => line.TrimEnd())))))
        ]);
    }

    private static Content Steps(Scenario scenario, Detail detail) => Tag("ol",
        [Class("steps"), .. scenario.Steps.Select(step => Tag("li",
            Badge.Of(step.Outcome), " ", Tag("b", step.Keyword.Trim()), $" {step.Text}",
            When(step.Outcome is Outcome.Failed, () => Failure.Of(step, detail))))]);

    // A row is told from its neighbours by its values.
    private static string Name(Scenario scenario) =>
        scenario.Outline is { } outline && !outline.Contains('<', StringComparison.Ordinal) && !scenario.Name.Contains('(', StringComparison.Ordinal)
            ? $"{scenario.Name} ({string.Join(", ", scenario.Example.Select(value => $"{value.Key}: {value.Value}"))})"
            : scenario.Name;
}
