using ServiceLevels.Objectives;
using ServiceLevels.Statistics;

namespace ServiceLevels.History;

/// <summary>One bound against all shards together.</summary>
internal static class ShardBound
{
    /// <summary>
    /// What is counted is tested by the exact binomial on the summed counts, divided by the largest of their design effects; a fact is kept or broken.
    /// </summary>
    public static BoundRecord Of(ObjectiveRecord[] shards, ShardFigure figure, Func<ObjectiveRecord, BoundRecord> of, double alpha)
    {
        var (own, bound) = (of(shards[0]), Bound.Parse(of(shards[0]).Written));
        if (figure.Samples == 0)
        {
            return own with { Verdict = Verdict.NotProven, Against = null, BreachP = null };
        }

        // Each machine's throughput stands against a bound of all of them together, so none of their counts does.
        ObjectiveRecord[] measured = [.. shards.Where(shard => shard.Samples > 0)];
        if (figure.Quantity is Quantity.Rate || !Array.TrueForAll(measured, shard => of(shard).Against is not null))
        {
            return own with { Verdict = bound.Holds(figure.Measured ?? double.PositiveInfinity) ? Verdict.Met : Verdict.Breached, Against = null, BreachP = null };
        }

        var against = measured.Sum(shard => of(shard).Against!.Value);
        var (n, k, allowed) = (figure.Counted / figure.DesignEffect, against / figure.DesignEffect, Allowed(figure, bound));
        var breachP = ExactBinomial.AtLeast(n, k, allowed);
        return own with { Verdict = Verdicted(), Against = against, BreachP = breachP };

        Verdict Verdicted() => allowed == 0 ? OfNone(against, figure.Counted, alpha)
            : ExactBinomial.AtMost(n, k, allowed) <= alpha ? Verdict.Met
            : breachP <= alpha ? Verdict.Breached
            : Verdict.NotProven;
    }

    // That none of 299 was proves that at most 1 % are, which is as good as "= 0 %" gets.
    private static Verdict OfNone(double against, int all, double alpha) => against > 0 ? Verdict.Breached
        : all >= ExactBinomial.FewestWithoutAHit(0.01, alpha) ? Verdict.Met
        : Verdict.NotProven;

    private static double Allowed(ShardFigure figure, Bound bound) => figure switch
    {
        { Percent: { } percent } => (double)(bound.IsFromAbove ? 100 - percent : percent) / 100,
        { Quantity: Quantity.Share } => bound.AllowedShare,
        _ => 0.5,
    };
}
