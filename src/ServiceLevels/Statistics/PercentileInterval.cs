namespace ServiceLevels.Statistics;

/// <summary>
/// The interval of a percentile from the sorted samples themselves, whatever they are distributed like (David and Nagaraja 2003, "Order Statistics",
/// 7.1). For samples in bursts the ranks are those of n / design effect samples, spread over all n: Woodruff (1952), "Confidence intervals for medians and
/// other position measures", JASA 47.
/// </summary>
public static class PercentileInterval
{
    /// <summary>Which of n sorted values are its ends, counting from 1; <see langword="null"/> where the samples hold no end on that side.</summary>
    /// <param name="n">At least 1.</param>
    /// <param name="percent">Above 0, below 100.</param>
    /// <param name="designEffect">At least 1.</param>
    /// <param name="alpha">How probably the percentile lies outside, half of it on each side.</param>
    public static (int? Lower, int? Upper) Ranks(int n, decimal percent, double designEffect = 1, double alpha = 0.05)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        var p = (double)percent / 100;
        var lower = Smallest(n + 1, rank => Below(rank) > alpha / 2);
        var upper = Smallest(n + 1, rank => Below(rank - 1) >= 1 - (alpha / 2));
        return (lower == 0 ? null : lower, upper > n ? null : upper);

        double Below(int rank) => ExactBinomial.AtMost(n / designEffect, rank / designEffect, p);
    }

    private static int Smallest(int most, Predicate<int> isSo)
    {
        var (from, to) = (0, most);
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = isSo(middle) ? (from, middle) : (middle + 1, to);
        }

        return from;
    }
}
