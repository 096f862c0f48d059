namespace ServiceLevels.Statistics;

/// <summary>
/// Where a warm-up ends and the steady state begins: MSER-5 cuts off as many values as leave the mean of the rest most certain. White, Cobb and Spratt
/// (2000), "A comparison of five steady-state truncation heuristics for simulation", Winter Simulation Conference.
/// </summary>
public static class SteadyState
{
    private const int Batch = 5;

    /// <summary>
    /// How many of the first values to leave out, a multiple of 5; <see langword="null"/> if the best cut lies at half of them or there are fewer than 20
    /// values: no steady state is to be seen.
    /// </summary>
    public static int? From(IReadOnlyList<double> values)
    {
        double[] batches = [.. values.Chunk(Batch).Where(batch => batch.Length == Batch).Select(batch => batch.Average())];
        var half = batches.Length / 2;
        if (half < 2)
        {
            return null;
        }

        // The first of equal cuts: what does not vary is steady from the start.
        var cut = Enumerable.Range(0, half + 1).MinBy(from => Uncertainty(batches.AsSpan(from)));
        return cut == half ? null : cut * Batch;
    }

    private static double Uncertainty(ReadOnlySpan<double> rest)
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (var value in rest)
        {
            sum += value;
        }

        foreach (var value in rest)
        {
            squares += (value - (sum / rest.Length)) * (value - (sum / rest.Length));
        }

        return squares / ((double)rest.Length * rest.Length);
    }
}
