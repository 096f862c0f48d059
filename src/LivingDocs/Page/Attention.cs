using LivingDocs.Html;
using LivingDocs.Objectives;
using LivingDocs.Suite;
using static LivingDocs.Html.Markup;

namespace LivingDocs.Page;

/// <summary>What somebody has to look at, and what changed: the worst first, a line each.</summary>
internal static class Attention
{
    private const int LatestRuns = 30;

    public static Content Of(LivingPage page)
    {
        Content[] open = [.. Objectives(page), .. Scenarios(page)];
        Content[] changes = [.. Changes(page)];
        return All(
            When(open.Length > 0, () => Tag("section", Id("attention"), Tag("h2", "What needs attention"), Tag("ul", [Class("list"), .. open]))),
            When(page.Stories.Any(story => story.Runs.Count > 1), () => Tag("section",
                Id("changes"),
                Tag("h2", "What changed"),
                changes.Length > 0
                    ? Tag("ul", [Class("list"), .. changes])
                    : Tag("p", $"No change for good could be found in the last {Math.Min(LatestRuns, page.Stories.Max(story => story.Runs.Count))} runs."))));
    }

    private static IEnumerable<Content> Objectives(LivingPage page) =>
        from standing in new[] { Standing.Breached, Standing.NotProven, Standing.TargetMissed }
        from story in page.Stories
        where story.Standing == standing
        select (Content)Tag("li", Badge.Of(standing), " ", Link(story.Anchor, $"{story.Key.Slo}: {story.Title}"), " ", story.Record!.NotProvenBecause ?? story.Record.Sentence);

    private static IEnumerable<Content> Scenarios(LivingPage page) =>
        from outcome in new[] { Outcome.Failed, Outcome.Undefined, Outcome.NotFinished }
        from scenario in page.Run.Scenarios
        where scenario.Outcome == outcome
        select (Content)Tag("li", Badge.Of(outcome), " ", Link(Anchors.Of(scenario), scenario.Name), " ", FirstLine(scenario.Reason));

    // What changed with one commit is one piece of news.
    private static IEnumerable<Content> Changes(LivingPage page) => page.Stories
        .SelectMany(story => story.Changes.Where(change => story.Runs.Count - change.Index <= LatestRuns).Select(change => (Story: story, Change: change)))
        .GroupBy(both => both.Change.Point.First.Id)
        .OrderByDescending(same => same.First().Change.Point.First.At)
        .Select(same => Tag("li", ChangeWords.Where(same.First().Change), Tag("ul", same.Select(both => Tag("li",
            Link(both.Story.Anchor, $"{both.Story.Key.Slo}: {both.Story.Title}"), " ", ChangeWords.Size(both.Change, both.Story.Latest!.Quantity))))));

    // A first line that ends with a colon says nothing without the next.
    private static string FirstLine(string? text) => (text ?? "").Split('\n') switch
    {
        [[.., ':'] heading, var line, ..] => $"{heading} {line.Trim()}",
        var lines => lines[0],
    };
}
