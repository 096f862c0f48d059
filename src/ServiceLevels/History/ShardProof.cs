using ServiceLevels.Objectives;

namespace ServiceLevels.History;

/// <summary>What all shards together prove of one bound: by the sum of their counts where they have counts, else as a fact.</summary>
internal static class ShardProof
{
    public static Proof Of(ObjectiveRecord[] shards, ShardFigure figure, Func<ObjectiveRecord, BoundRecord> of, JudgementPolicy policy)
    {
        if (figure.Samples == 0)
        {
            return new NoEvidence().Of(Bound.Parse(of(shards[0]).Written), policy);
        }

        var bound = Bound.Parse(of(shards[0]).Written);
        var counts = shards.Where(shard => shard.Samples > 0).Select(shard => of(shard).Against).ToList();

        // Each machine's throughput stands against a bound of all of them together, so their counts say nothing.
        return figure.Quantity is Quantity.Rate || counts.Contains(null)
            ? Proof.OfFact(bound.Holds(figure.Measured ?? double.PositiveInfinity))
            : OfCount((int)counts.Sum()!.Value, figure, bound, policy);
    }

    private static Proof OfCount(int against, ShardFigure figure, Bound bound, JudgementPolicy policy)
    {
        return figure switch
        {
            { Percent: { } percent } => Tested((double)(bound.IsFromAbove ? 100 - percent : percent) / 100, "samples"),
            { Quantity: Quantity.Share } when bound.AllowedShare == 0 => Proof.OfNone(against, figure.Samples, policy.Alpha),
            { Quantity: Quantity.Share } => Tested(bound.AllowedShare, "samples"),
            _ => Tested(0.5, "values"),
        };

        Proof Tested(double allowed, string noun) => Proof.OfCount(figure.Count(against), allowed, policy, noun);
    }
}
