using ServiceLevels.Objectives;
using ServiceLevels.Statistics;

namespace ServiceLevels.History;

/// <summary>
/// Between which two runs, and so between which commits, an objective's figure changed. It says where to look; whether something is to be done says
/// <see cref="TrendGate"/>.
/// </summary>
/// <param name="LastBefore">The last run of the old level.</param>
/// <param name="First">The first run of the new level.</param>
/// <param name="Before">The median of the old level, since the change before; adjusted by the speed of the machine, in the unit of the quantity.</param>
/// <param name="After">The median of the new level, up to the next change.</param>
/// <param name="P">Of Welch's t test between the two; the split was chosen because it looks like one, so it is larger in truth.</param>
public sealed record ChangePoint(RunRecord LastBefore, RunRecord First, double Before, double After, double P)
{
    /// <summary>All changes in a history, by <see cref="EDivisive"/>. Runs in which nothing was measured, or work had no answer, are passed over.</summary>
    /// <param name="records">Of one objective on one class of machines, in time order.</param>
    public static IReadOnlyList<ChangePoint> All(IReadOnlyList<ObjectiveRecord> records)
    {
        ObjectiveRecord[] known = [.. records.Where(record => Cost.Adjusted(record) is { } cost && double.IsFinite(Math.Log(cost)))];
        double[] logs = [.. known.Select(record => Math.Log(Cost.Adjusted(record)!.Value))];
        var splits = EDivisive.Splits(logs);
        int[] edges = [0, .. splits, logs.Length];
        return [.. splits.Select((split, index) => new ChangePoint(
            known[split - 1].Run,
            known[split].Run,
            Level(edges[index], split),
            Level(split, edges[index + 2]),
            EDivisive.P(logs, splits, index)))];

        double Level(int start, int end) => Cost.ToFigure(Math.Exp(Median.Of([.. logs[start..end].Order()])), known[start]);
    }
}
