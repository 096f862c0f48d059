namespace ServiceLevels.Statistics;

/// <summary>The value in the middle, or half-way between the two in the middle.</summary>
internal static class Median
{
    public static double Of(double[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}
