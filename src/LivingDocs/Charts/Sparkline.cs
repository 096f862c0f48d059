using LivingDocs.Html;
using LivingDocs.Objectives;
using ServiceLevels.Reporting;
using static LivingDocs.Charts.Svg;

namespace LivingDocs.Charts;

/// <summary>The last runs in the size of a word.</summary>
internal static class Sparkline
{
    private const int Width = 90;
    private const int Height = 22;
    private const int Most = 45;

    /// <summary>Nothing of fewer than two figures.</summary>
    public static Content Of(ObjectiveStory story)
    {
        double[] values = [.. story.Runs.Where(run => run.Measured is not null).TakeLast(Most).Select(run => run.Measured!.Value)];
        if (values.Length < 2)
        {
            return Content.Nothing;
        }

        var x = new Scale(0, values.Length - 1, 2, Width - 4);
        var y = new Scale(0, values.Max() > 0 ? values.Max() : 1, Height - 2, 3);
        return Picture(
            $"{story.Anchor}-spark",
            Width,
            Height,
            $"{story.Title}, last {Figures.Count(values.Length, "run")}",
            $"From {Figure.InWords(values[0], story.Latest!.Quantity)} to {Figure.InWords(values[^1], story.Latest.Quantity)}.",
            Through("curve", values.Select((value, index) => (x.At(index), y.At(value)))),
            Shape("dot", PercentileCurve.Dot(x.At(values.Length - 1), y.At(values[^1]), 2)));
    }
}
