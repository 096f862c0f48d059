using LivingDocs.Html;
using LivingDocs.Objectives;
using ServiceLevels.Objectives;
using ServiceLevels.Reporting;
using static LivingDocs.Charts.Svg;

namespace LivingDocs.Charts;

/// <summary>An objective's figure over its runs. Every other level between two changes is shaded; what is not plainly met has a mark of its own shape.</summary>
internal static class TrendChart
{
    private const int Width = 400;
    private const int Height = 236;
    private const double Left = 52;
    private const double Right = 384;
    private const double Top = 22;
    private const double Bottom = 198;
    private const int MostDots = 60;

    /// <summary>Nothing of fewer than two figures.</summary>
    /// <param name="story">Whose.</param>
    /// <param name="most">At most so many runs are drawn; of more, every second or third.</param>
    public static Content Of(ObjectiveStory story, int most)
    {
        var runs = story.Runs.Select((run, index) => (Run: run, Index: index)).Where(at => at.Run.Measured is not null).ToList();
        if (runs.Count < 2)
        {
            return Content.Nothing;
        }

        var every = (runs.Count + most - 1) / most;
        var drawn = runs.Where((at, number) => (runs.Count - 1 - number) % every == 0).ToList();
        var record = runs[^1].Run;
        var x = new Scale(0, Math.Max(1, story.Runs.Count - 1), Left + 4, Right - 4);
        var y = Upright(runs.ConvertAll(at => at.Run), record);
        return Picture(
            $"{story.Anchor}-trend",
            Width,
            Height,
            $"{story.Title} over {Figures.Count(story.Runs.Count, "run")}",
            Words(story, runs.ConvertAll(at => at.Run)),
            [
                .. Levels(story, x),
                .. y.Ticks().SelectMany(tick => new[]
                {
                    Line("grid", Left, y.At(tick), Right, y.At(tick)),
                    Word("tick", Left - 6, y.At(tick) + 4, Figure.InWords(tick, record.Quantity), "end"),
                }),
                Line("axis", Left, Bottom, Right, Bottom),
                Bound("threshold", record.Threshold, y),
                Bound("target", record.Target, y),
                Band(drawn, x, y),
                Through("curve", drawn.Select(at => (x.At(at.Index), y.At(at.Run.Measured!.Value)))),
                .. Points(runs, x, y),
                .. Names(record, y),
                Word("tick", Left, Height - 21, Figures.Day(runs[0].Run.Run.At)),
                Word("tick", Right, Height - 21, Figures.Day(record.Run.At), "end"),
                Word("tick", Right, Height - 3, every > 1 ? $"{story.Runs.Count} runs, 1 in {every} drawn" : Figures.Count(story.Runs.Count, "run"), "end"),
            ]);
    }

    // From zero, so that a small change looks small; a bound that is far away does not make the figures a flat line.
    private static Scale Upright(List<ObjectiveRecord> runs, ObjectiveRecord record)
    {
        var highest = runs.Max(run => run.Measured!.Value);
        var bounds = new[] { record.Threshold.Value, record.Target.Value }.Where(bound => highest <= 0 || bound <= 3 * highest);
        var high = bounds.Append(highest).Max();
        return new Scale(0, high > 0 ? high * 1.12 : 1, Bottom, Top);
    }

    private static IEnumerable<Content> Levels(ObjectiveStory story, Scale x)
    {
        double Edge(int index) => (x.At(index) + x.At(index - 1)) / 2;
        for (var i = 0; i < story.Changes.Count; i++)
        {
            var start = Edge(story.Changes[i].Index);
            if (i % 2 == 0)
            {
                var end = i + 1 < story.Changes.Count ? Edge(story.Changes[i + 1].Index) : Right;
                yield return Box("level", start, Top, end - start, Bottom - Top);
            }

            yield return Line("change", start, Top, start, Bottom);
            yield return Word("label", start, Top - 6, $"{i + 1}: {Figures.Commit(story.Changes[i].Point.First.Commit)}", start > Right - 70 ? "end" : start < Left + 70 ? "start" : "middle");
        }
    }

    private static Content Bound(string name, BoundRecord bound, Scale y) => bound.Value > y.High
        ? Content.Nothing
        : Line($"bound {name}", Left, y.At(bound.Value), Right, y.At(bound.Value));

    private static Content[] Names(ObjectiveRecord record, Scale y) => record.Target.Written == record.Threshold.Written
        ? [Name("threshold", "target and threshold", record.Threshold, y)]
        : [Name("threshold", "threshold", record.Threshold, y), Name("target", "target", record.Target, y)];

    private static Content Name(string name, string words, BoundRecord bound, Scale y) => bound.Value <= y.High
        ? Word($"label {name}", Left + 4, y.At(bound.Value) - 4, $"{words} {bound.Written}")
        : name == "threshold" ? Word($"label {name}", Right, Top + 10, $"↑ {words} {bound.Written}", "end")
        : Content.Nothing;

    private static Content Band(IReadOnlyList<(ObjectiveRecord Run, int Index)> drawn, Scale x, Scale y)
    {
        var known = drawn.Where(at => at.Run.Interval is { Lower: not null, Upper: not null }).ToList();
        return known.Count < 2
            ? Content.Nothing
            : Area("band", known.Select(at => (x.At(at.Index), y.At(at.Run.Interval!.Upper!.Value)))
                .Concat(Enumerable.Reverse(known).Select(at => (x.At(at.Index), y.At(at.Run.Interval!.Lower!.Value)))));
    }

    private static IEnumerable<Content> Points(List<(ObjectiveRecord Run, int Index)> runs, Scale x, Scale y)
    {
        foreach (var same in runs.GroupBy(at => Standings.Of(at.Run)))
        {
            if (same.Key is not Standing.Met || runs.Count <= MostDots)
            {
                yield return Shape(
                    $"point {Page.Badge.Name(same.Key)}", string.Concat(same.Select(at => Mark(same.Key, x.At(at.Index), y.At(at.Run.Measured!.Value)))));
            }
        }
    }

    private static string Mark(Standing standing, double x, double y) => standing switch
    {
        Standing.Breached => $"M{Number(x - 4)} {Number(y - 4)}l8 8m0 -8l-8 8",
        Standing.TargetMissed => $"M{Number(x)} {Number(y - 4)}l4 7h-8z",
        Standing.NotProven => PercentileCurve.Dot(x, y, 3.2),
        _ => PercentileCurve.Dot(x, y, 2),
    };

    private static string Words(ObjectiveStory story, List<ObjectiveRecord> runs)
    {
        var quantity = runs[0].Quantity;
        return $"Between {Figure.InWords(runs.Min(run => run.Measured!.Value), quantity)} and {Figure.InWords(runs.Max(run => run.Measured!.Value), quantity)}, "
            + $"last {Figures.Measured(runs[^1])}; {Figures.Count(story.Changes.Count, "change")}.";
    }
}
