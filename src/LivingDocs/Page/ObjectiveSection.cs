using LivingDocs.Charts;
using LivingDocs.Html;
using LivingDocs.Objectives;
using ServiceLevels.History;
using ServiceLevels.Objectives;
using ServiceLevels.Reporting;
using static LivingDocs.Html.Markup;

namespace LivingDocs.Page;

/// <summary>Everything about one objective, under an address of its own.</summary>
internal static class ObjectiveSection
{
    private const int BudgetRuns = 30;

    public static Content Of(LivingPage page, ObjectiveStory story, Detail detail) => Tag("article",
        Class("objective"),
        Id(story.Anchor),
        Attr("data-item"),
        Attr("data-state", Badge.Name(story.Standing)),
        Attr("data-tags", Filters.Words(story.Tags)),
        Tag("h3", Badge.Of(story.Standing), " ", Link(story.Anchor, story.Title), Tag("span", Class("slo"), story.Key.Slo)),
        Tag("p", Class("sentence"), Sentence(story)),
        When(Reason(story) is not null, () => Tag("p", Class("reason"), $"Not proven: {Reason(story)}.")),
        When(story.Latest is not null, () => Numbers(story, story.Latest!)),
        When(story.Latest is not null, () => Charts(story, story.Latest!, detail)),
        Tag("dl", [Class("facts"), .. Facts(story)]),
        When(story.Scenario is not null && detail.Texts, () => All(
            GherkinText.Of(story.Scenario!),
            Tag("p", Class("from"), Link(Anchors.Of(story.Scenario!), $"{story.Scenario!.Uri}, line {story.Scenario.Line}")))));

    private static string Sentence(ObjectiveStory story) => story switch
    {
        { Record: { } record } => record.Sentence,
        { Latest: { } earlier } => $"Not measured in this run. On {Figures.Day(earlier.Run.At)}: {earlier.Sentence}",
        _ => "It is promised, and no run has left a record of it.",
    };

    // Most sentences end with it.
    private static string? Reason(ObjectiveStory story) => story.Latest is { NotProvenBecause: { } reason } record && !record.Sentence.Contains(reason) ? reason : null;

    private static Content Numbers(ObjectiveStory story, ObjectiveRecord record)
    {
        (string Name, string Value)[] columns =
        [
            ("Measure", story.Key.Measure),
            ("Target", Bounds.Target(story)),
            ("Threshold", Bounds.Threshold(story)),
            ("Measured", Figures.Measured(record)),
            ("95 % interval", Figures.Interval(record)),
            ("Headroom", Figures.Headroom(record)),
            ("n", Si.Count(record.Samples)),
            ("Design effect", record.DesignEffect.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture)),
        ];
        return Tag("table",
            Class("cards"),
            Tag("thead", Tag("tr", columns.Select(column => Tag("th", Attr("scope", "col"), column.Name)))),
            Tag("tbody", Tag("tr", columns.Select(column => Tag("td", Attr("data-label", column.Name), Class("number"), column.Value)))));
    }

    private static Content Charts(ObjectiveStory story, ObjectiveRecord record, Detail detail)
    {
        var curve = detail.Curves ? PercentileCurve.Of(story, record) : Content.Nothing;
        var trend = TrendChart.Of(story, detail.Runs);
        return When(curve != Content.Nothing || trend != Content.Nothing, () => Tag("div",
            Class("charts"),
            When(curve != Content.Nothing, () => Tag("figure", curve, Tag("figcaption", "Response times of this run; target and threshold stand at the percentile they are about, the bar is the 95 % interval."))),
            When(trend != Content.Nothing, () => Tag("figure", trend, Tag("figcaption", story.Changes.Count > 0
                ? "Over the runs, with the 95 % interval of each; every other level is shaded, and named by the commit it begins with."
                : "Over the runs, with the 95 % interval of each; the level did not change for good.")))));
    }

    private static IEnumerable<Content> Facts(ObjectiveStory story)
    {
        if (story.Latest is not { } record)
        {
            yield break;
        }

        yield return Fact("Since when", Capitalised(Since.Words(story.Runs)));
        yield return Fact("What changed", story.Changes.Count == 0
            ? "no change for good that could be dated"
            : Tag("ol", [Class("list"), .. story.Changes.Select(change => Tag("li", $"{ChangeWords.Where(change)}: {ChangeWords.Size(change, record.Quantity)}"))]));
        yield return Fact("Lately", Capitalised(TrendGate.Of(story.Runs).ToString()));
        yield return Fact("How sure", Sure(record));
        if (Budget(story, record) is { } budget)
        {
            yield return Fact("Error budget", budget);
        }

        yield return Fact("Suggested threshold", story.Suggestion is { } suggestion
            ? $"{suggestion.Written}: {suggestion.Reason}. A proposal; nothing is changed by itself."
            : "none: too few comparable runs, or the promise is as tight as they allow");
        if (record.Load is { } load)
        {
            yield return Fact("Load", LoadWords(load));
        }

        yield return Fact("Run", $"{Figures.Minute(record.Run.At)}, commit {Figures.Commit(record.Run.Commit)}, policy {record.Run.Policy}, on {record.Run.Machine.Class}"
            + (record.Run.Machine.Factor is { } factor ? $", factor {factor:0.00}" : ", no factor")
            + (story.RunsElsewhere > 0 ? $"; {Figures.Count(story.RunsElsewhere, "run")} on other classes of machines are not compared" : ""));
    }

    private static string Sure(ObjectiveRecord record) =>
        $"95 % interval {Figures.Interval(record)}{(record.Interval is { } interval ? $" ({interval.Method})" : "")}, from {Si.Count(record.Samples)} samples in {Figures.Count(record.Bursts, "burst")}"
        + (record.DesignEffect > 1.005 ? $", worth {Si.Count((int)(record.Samples / record.DesignEffect))} independent ones" : "")
        + (record.Sampling is { } sampling ? $"; sampling stopped: {sampling.Stopped}, error rate {Si.Percent(sampling.ErrorRate)}" : "");

    private static string? Budget(ObjectiveStory story, ObjectiveRecord record)
    {
        if (Figures.Budget(record) is not var (bad, allowed))
        {
            return null;
        }

        var last = story.Runs.TakeLast(BudgetRuns).Select(Figures.Budget).OfType<(double Bad, double Allowed)>().ToList();
        return $"{Si.Percent(bad)} was bad, {Si.Percent(allowed)} may be: {Part(bad, allowed)} of the budget of this run"
            + (last.Count > 1 ? $"; {Part(last.Sum(run => run.Bad), last.Sum(run => run.Allowed))} of that of the last {last.Count} runs" : "");
    }

    private static string Part(double bad, double allowed) => Si.Percent(Math.Round(bad / allowed, 2));

    private static string LoadWords(LoadRecord load) =>
        $"{load.Arrivals}: sent {Si.Count(load.Sent)}, accepted {Si.Count(load.Accepted)}, refused {Si.Count(load.Refused)}, lost {Si.Count(load.Lost)}; "
        + $"99 % were sent at most {Si.Duration(load.LagP99Seconds)} late"
        + (load.OthersShare is { } others ? $"; others used {Si.Percent(Math.Round(others, 2))} of the processors" : "");

    private static Content Fact(string name, Content value) => Tag("div", Tag("dt", name), Tag("dd", value));

    private static string Capitalised(string text) => text is [var first, .. var rest] ? char.ToUpperInvariant(first) + rest : text;
}
