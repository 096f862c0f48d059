using LivingDocs.Charts;
using LivingDocs.Html;
using LivingDocs.Objectives;
using ServiceLevels.Reporting;
using static LivingDocs.Html.Markup;

namespace LivingDocs.Page;

/// <summary>All objectives, a row each; on a narrow screen a card each.</summary>
internal static class ObjectiveTable
{
    private static readonly string[] Columns = ["Objective", "Verdict", "Measured", "95 % interval", "Target", "Threshold", "Headroom", "n", "Since when", "Trend"];

    public static Content Of(LivingPage page) => When(page.Stories.Count > 0, () => Tag("section",
        Id("promises"),
        Tag("h2", "Promises in numbers"),
        Tag("div", Class("wide"), Tag("table",
            Class("cards objectives"),
            Tag("thead", Tag("tr", Columns.Select(column => Tag("th", Attr("scope", "col"), column)))),
            Tag("tbody", page.Stories.Select(Row))))));

    private static Content Row(ObjectiveStory story)
    {
        var record = story.Latest;
        Content[] cells =
        [
            All(Link(story.Anchor, story.Title), Tag("span", Class("slo"), story.Key.Slo)),
            Badge.Of(story.Standing),
            record is null ? "–" : All(Figures.Measured(record), When(story.Record is null, () => Tag("span", Class("slo"), $"on {Figures.Day(record.Run.At)}"))),
            record is null ? "–" : Figures.Interval(record),
            Bounds.Target(story),
            Bounds.Threshold(story),
            record is null ? "–" : Figures.Headroom(record),
            record is null ? "–" : Si.Count(record.Samples),
            story.Runs.Count == 0 ? "–" : Since.InShort(story.Runs),
            Sparkline.Of(story),
        ];
        return Tag("tr",
        [
            Attr("data-item"),
            Attr("data-state", Badge.Name(story.Standing)),
            Attr("data-tags", Filters.Words(story.Tags)),
            Tag("th", Attr("scope", "row"), cells[0]),
            .. cells.Zip(Columns).Skip(1).Select(cell =>
                Tag("td", Attr("data-label", cell.Second), Class(cell.Second is "Measured" or "95 % interval" or "n" ? "number" : "words"), cell.First)),
        ]);
    }
}
