using ServiceLevels.Statistics;

namespace ServiceLevels.Objectives;

/// <summary>What was found of a measure: its figure, how sure that is, and what it proves of a bound.</summary>
/// <param name="Measured">In the unit of the quantity.</param>
/// <param name="Samples">How many pieces of work, pairs or waves it was found in.</param>
internal abstract record Evidence(double Measured, int Samples)
{
    /// <summary>In how many bursts the samples came.</summary>
    public int Bursts { get; init; } = 1;

    public double DesignEffect { get; init; } = 1;

    /// <summary>Where the true figure lies with a probability of 1 - alpha; <see langword="null"/> where there is no such thing.</summary>
    public abstract IntervalRecord? Interval(double alpha);

    public abstract Proof Of(Bound bound, JudgementPolicy policy);
}

/// <summary>A fact of this run: the longest time, a size, a count.</summary>
internal sealed record FactEvidence(double Measured, int Samples) : Evidence(Measured, Samples)
{
    public override IntervalRecord? Interval(double alpha) => null;

    public override Proof Of(Bound bound, JudgementPolicy policy) => Proof.OfFact(bound.Holds(Measured));
}

/// <summary>Nothing was measured: that proves nothing.</summary>
internal sealed record NoEvidence() : Evidence(double.NaN, 0)
{
    public const string InWords = "nothing was measured";

    public override IntervalRecord? Interval(double alpha) => null;

    public override Proof Of(Bound bound, JudgementPolicy policy) => new(Verdict.NotProven, null, null, Decided: false, InWords);
}

/// <summary>
/// One value of each burst or pair, judged by how many are on the wrong side: a sign test, which assumes no distribution (Conover 1999, "Practical
/// Nonparametric Statistics", 3.4). The figure is the value in the middle.
/// </summary>
/// <param name="Values">In ascending order.</param>
/// <param name="Samples">In how many pieces of work they were found.</param>
/// <param name="Noun">What they are values of, "bursts".</param>
internal sealed record ValuesEvidence(IReadOnlyList<double> Values, int Samples, string Noun) : Evidence(Median.Of([.. Values]), Samples)
{
    private const int FewestForAnInterval = 6;

    public override IntervalRecord? Interval(double alpha)
    {
        if (Values.Count < FewestForAnInterval)
        {
            return null;
        }

        var (lower, upper) = SignInterval.Ranks(Values.Count);
        return IntervalRecord.Of(Values[lower - 1], Values[upper - 1], 0.95, $"sign test over {Values.Count} {Noun}");
    }

    public override Proof Of(Bound bound, JudgementPolicy policy) =>
        Proof.OfCount(new ClusteredCount([.. Values.Select(value => new BurstCount(bound.Holds(value) ? 0 : 1, 1))]), 0.5, policy, Noun);
}
