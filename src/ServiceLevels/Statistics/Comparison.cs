namespace ServiceLevels.Statistics;

/// <summary>
/// How much more one thing takes than another, both measured in turn in the same run (A-B-A-B), so that what slows the machine slows both: the
/// median of the ratios with its 95 % interval, which assumes no distribution.
/// </summary>
public sealed class Comparison
{
    /// <summary>Fewer pairs are refused.</summary>
    public const int FewestPairs = 15;

    private Comparison(double[] ratios)
    {
        var (lower, upper) = SignInterval.Ranks(ratios.Length);
        (Ratios, Lower, Upper) = (ratios, ratios[lower - 1], ratios[upper - 1]);
        MedianRatio = Median.Of(ratios);
    }

    /// <summary>Subject over reference of each pair, in ascending order; 1 is the same.</summary>
    public IReadOnlyList<double> Ratios { get; }

    /// <summary>How many ratios.</summary>
    public int Pairs => Ratios.Count;

    public double MedianRatio { get; }

    /// <summary>The lower end of the interval.</summary>
    public double Lower { get; }

    /// <summary>The upper end of the interval.</summary>
    public double Upper { get; }

    /// <summary>Compares the pairs, each measured close together.</summary>
    /// <exception cref="ArgumentException">
    /// Fewer than 15 pairs, a value that is not above zero, or nothing to compare with because it had no answer.
    /// </exception>
    public static Comparison Of(IReadOnlyList<(double Subject, double Reference)> pairs)
    {
        if (pairs.Count < FewestPairs)
        {
            throw new ArgumentException(
                $"A comparison takes at least {FewestPairs} pairs, not {pairs.Count}: fewer prove little on a shared machine.", nameof(pairs));
        }

        if (pairs.Any(pair => !(pair.Subject > 0 && pair.Reference > 0 && double.IsFinite(pair.Reference))))
        {
            throw new ArgumentException(
                "A comparison takes values above zero, and a finite one to compare with; a time of zero means that the work was too short for the clock, an "
                + "infinite one that it had no answer.",
                nameof(pairs));
        }

        return new Comparison([.. pairs.Select(pair => pair.Subject / pair.Reference).Order()]);
    }

    /// <summary>Whether "at most that many times" is broken beyond doubt: the whole interval lies above.</summary>
    public bool BreaksAtMost(double times) => Lower > times;

    /// <summary>Whether "at least that many times" is broken beyond doubt: the whole interval lies below.</summary>
    public bool BreaksAtLeast(double times) => Upper < times;
}
