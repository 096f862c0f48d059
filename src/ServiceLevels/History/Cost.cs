using ServiceLevels.Objectives;

namespace ServiceLevels.History;

/// <summary>A figure as something of which more is worse, whatever it measures; from 0 to infinity.</summary>
internal static class Cost
{
    /// <summary>Of what was measured; infinite where work had no answer, <see langword="null"/> where nothing was measured.</summary>
    public static double? Of(ObjectiveRecord record) => record.Samples == 0 ? null : Of(record.Measured, record);

    /// <summary>
    /// The same on a machine like the usual one of its class: times are divided by the factor by which it was slower, rates multiplied. Shares, sizes,
    /// counts and ratios do not depend on its speed.
    /// </summary>
    public static double? Adjusted(ObjectiveRecord record) => Of(record) / (record.Quantity switch
    {
        Quantity.Time or Quantity.Rate => record.Run.Machine.Factor ?? 1,
        _ => 1,
    });

    /// <summary>The figure that has that cost.</summary>
    public static double ToFigure(double cost, ObjectiveRecord record) => Of(cost, record);

    // Its own inverse.
    private static double Of(double? figure, ObjectiveRecord record) => !IsBetterAbove(record.Threshold) ? figure ?? double.PositiveInfinity
        : record.Quantity is Quantity.Share ? 1 - (figure ?? 0)
        : 1 / (figure ?? 0);

    private static bool IsBetterAbove(BoundRecord threshold) =>
        threshold.Relation is Relation.Above or Relation.AtLeast || (threshold.Relation is Relation.Exactly && threshold.Value > 0);
}
