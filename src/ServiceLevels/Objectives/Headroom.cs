namespace ServiceLevels.Objectives;

/// <summary>How much of a bound is unused.</summary>
internal static class Headroom
{
    /// <summary>1 is all of it, 0 none, negative beyond it; <see langword="null"/> for a bound of zero or one that is met exactly or not at all.</summary>
    public static double? Of(Bound bound, double measured) => bound switch
    {
        _ when !double.IsFinite(measured) => null,
        { Relation: Relation.Exactly } => null,
        { Quantity: Quantity.Share, IsFromAbove: false } => Unused(1 - measured, bound.AllowedShare),
        { IsFromAbove: false } => Unused(bound.Value, measured),
        _ => Unused(measured, bound.Value),
    };

    private static double? Unused(double used, double available) => available > 0 ? 1 - (used / available) : null;
}
