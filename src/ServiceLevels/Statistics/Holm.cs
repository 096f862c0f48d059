namespace ServiceLevels.Statistics;

/// <summary>
/// Which of many tests still say something when all of them are looked at: the probability of even one false rejection stays below alpha, however they
/// depend on each other. Holm (1979), "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6.
/// </summary>
public static class Holm
{
    /// <summary>Whether each is rejected, in the order given: the i-th smallest of m against alpha / (m + 1 - i), until the first that is not.</summary>
    public static IReadOnlyList<bool> Rejects(IReadOnlyList<double> pValues, double alpha)
    {
        var rejected = new bool[pValues.Count];
        var left = pValues.Count;
        foreach (var (index, p) in pValues.Index().OrderBy(one => one.Item))
        {
            if (p > alpha / left--)
            {
                break;
            }

            rejected[index] = true;
        }

        return rejected;
    }
}
