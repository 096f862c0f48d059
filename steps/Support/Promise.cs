using ServiceLevels.Objectives;

namespace IncidentAgent.Specs.Support;

/// <summary>What a sentence promises instead of a table: a threshold alone, which is the target as well.</summary>
internal static class Promise
{
    /// <param name="measure">What is measured.</param>
    /// <param name="relation">How it is compared.</param>
    /// <param name="limit">In the unit of the measure's quantity.</param>
    public static Objective Of(Measure measure, Relation relation, double limit)
    {
        var bound = Bound.Of(relation, limit, measure.Quantity);
        return new Objective(measure, bound, bound);
    }

    public static Objective Of(string figure, Quantity quantity, Relation relation, double limit) => Of(Measure.Named(figure, quantity), relation, limit);

    /// <summary>"alerts lost" = 0.</summary>
    public static Objective None(string what) => Of(what, Quantity.Count, Relation.Exactly, 0);
}
