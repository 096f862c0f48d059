namespace Benchmarks.Growth;

/// <summary>In which steps something becomes many.</summary>
internal static class Steps
{
    /// <summary>Ten times as many each time, and at the end exactly the most.</summary>
    /// <param name="first">Not above <paramref name="most"/>.</param>
    /// <param name="most">The last step.</param>
    public static IEnumerable<int> OfTen(int first, int most)
    {
        for (long step = first; step < most; step *= 10)
        {
            yield return (int)step;
        }

        yield return most;
    }
}
