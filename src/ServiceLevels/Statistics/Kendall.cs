namespace ServiceLevels.Statistics;

/// <summary>How many of the pairs of n values that have no trend stand in the wrong order.</summary>
internal static class Kendall
{
    /// <summary>The largest number of inversions that so few or fewer happen in at most 2.5 % of all orders; -1 if even none is more probable.</summary>
    public static int InversionsOutside(int n)
    {
        var (inversions, sum) = (-1, 0.0);
        foreach (var probability in Probabilities(n))
        {
            sum += probability;
            if (sum > 0.025)
            {
                break;
            }

            inversions++;
        }

        return inversions;
    }

    /// <summary>How probably 0, 1, 2 ... of their pairs do.</summary>
    // The n-th value stands before 0 to n - 1 smaller ones, each as probably: a sliding mean over the distribution for n - 1.
    public static double[] Probabilities(int n)
    {
        double[] shorter = [1];
        for (var count = 2; count <= n; count++)
        {
            var longer = new double[shorter.Length + count - 1];
            var window = 0.0;
            for (var i = 0; i < longer.Length; i++)
            {
                window += i < shorter.Length ? shorter[i] : 0;
                window -= i >= count ? shorter[i - count] : 0;
                longer[i] = window / count;
            }

            shorter = longer;
        }

        return shorter;
    }
}
