using MathNet.Numerics.Distributions;

namespace ServiceLevels.Statistics;

/// <summary>
/// How many samples lie on the wrong side when they came in bursts, and what that proves: the exact binomial tests, on counts that are reduced to what
/// they are worth.
/// </summary>
/// <remarks>
/// Worth is 1 / <see cref="DesignEffect"/>, times (t(n - 1) / t(bursts - 1))² because an effect that is estimated from few bursts is itself uncertain: Korn
/// and Graubard (1998), "Confidence intervals for proportions with small expected number of positive counts estimated from survey data", Survey Methodology
/// 24. Without it, five bursts of a hundred call a promise broken that is just kept far more often than they claim. A single burst is taken for
/// independent samples: nothing tells otherwise.
/// </remarks>
public sealed class ClusteredCount
{
    private const double SmallestP = 1e-6;
    private const double LargestP = 0.25;
    private const int Halvings = 20;

    /// <param name="clusters">At least one, each of at least one sample.</param>
    public ClusteredCount(IReadOnlyList<BurstCount> clusters)
    {
        Bursts = clusters.Count;
        Against = clusters.Sum(cluster => cluster.Against);
        Size = clusters.Sum(cluster => cluster.Size);
        DesignEffect = Statistics.DesignEffect.Of(clusters);
    }

    public int Bursts { get; }

    /// <summary>How many are on the wrong side.</summary>
    public int Against { get; }

    /// <summary>Of how many.</summary>
    public int Size { get; }

    public double DesignEffect { get; }

    /// <summary>What a sample is worth, above 0 and up to 1, in a statement that may be wrong with probability alpha.</summary>
    public double Worth(double alpha) => Bursts == 1 || Bursts == Size
        ? 1 / DesignEffect
        : Math.Pow(StudentT.InvCDF(0, 1, Size - 1, alpha) / StudentT.InvCDF(0, 1, Bursts - 1, alpha), 2) / DesignEffect;

    /// <summary>Whether the true share on the wrong side is below that one; said wrongly with probability alpha.</summary>
    public bool ProvesLessThan(double share, double alpha) => ExactBinomial.AtMost(Size * Worth(alpha), Against * Worth(alpha), share) <= alpha;

    /// <summary>How probably so many or more would be on the wrong side if the true share were that one; not computed below one in a million.</summary>
    public double PValueOf(double share)
    {
        if (Bursts == 1 || Bursts == Size || SoMany(LargestP) > LargestP)
        {
            return SoMany(LargestP);
        }

        // The smallest alpha at which a test with that alpha would reject.
        var (from, to) = (Math.Log(SmallestP), Math.Log(LargestP));
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (from + to) / 2;
            (from, to) = SoMany(Math.Exp(middle)) <= Math.Exp(middle) ? (from, middle) : (middle, to);
        }

        return Math.Exp(to);

        double SoMany(double alpha) => ExactBinomial.AtLeast(Size * Worth(alpha), Against * Worth(alpha), share);
    }

    /// <summary>
    /// Where the true share lies, wrongly with probability alpha: half of it on each side, or all of it on the one side there is if nothing or everything is
    /// on the wrong side.
    /// </summary>
    public (double Lower, double Upper) Interval(double alpha)
    {
        var side = Against == 0 || Against == Size ? alpha : alpha / 2;
        var (n, k) = (Size * Worth(side), Against * Worth(side));
        return (ExactBinomial.Lower(n, k, side), ExactBinomial.Upper(n, k, side));
    }
}
