using MathNet.Numerics.Distributions;

namespace ServiceLevels.Statistics;

/// <summary>
/// Whether two means differ, where the variances may. B. L. Welch: The generalization of "Student's" problem when several different population
/// variances are involved. Biometrika 34 (1947), 28-35; degrees of freedom by Satterthwaite (1946).
/// </summary>
internal static class WelchTest
{
    /// <summary>How probably chance alone makes the means differ so much, in either direction, 0 to 1. Of values that do not vary at all: 1 if they are equal, else 0.</summary>
    /// <param name="left">At least 2 values.</param>
    /// <param name="right">At least 2 values.</param>
    public static double TwoSided(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var (mean, error) = MeanAndError(left);
        var (otherMean, otherError) = MeanAndError(right);
        var errors = error + otherError;
        if (errors == 0)
        {
            return mean == otherMean ? 1 : 0;
        }

        var freedom = errors * errors / ((error * error / (left.Length - 1)) + (otherError * otherError / (right.Length - 1)));
        return 2 * StudentT.CDF(0, 1, freedom, -Math.Abs(mean - otherMean) / Math.Sqrt(errors));
    }

    // The squared standard error of the mean.
    private static (double Mean, double Error) MeanAndError(ReadOnlySpan<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(values.Length, 2);
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        var mean = sum / values.Length;
        var squares = 0.0;
        foreach (var value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        return (mean, squares / (values.Length - 1) / values.Length);
    }
}
