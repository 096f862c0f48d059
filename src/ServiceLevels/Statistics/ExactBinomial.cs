using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace ServiceLevels.Statistics;

/// <summary>
/// What a count out of n proves about the true share: exact tests and bounds of Clopper and Pearson (1934), "The use of confidence or fiducial limits
/// illustrated in the case of the binomial", Biometrika 26. They are computed with the incomplete beta function, so n and k may be fractions: a count
/// that was divided by its design effect.
/// </summary>
public static class ExactBinomial
{
    /// <summary>How probably k or fewer of n are hit when each is with probability p.</summary>
    public static double AtMost(double n, double k, double p) =>
        k < 0 ? 0 : k >= n ? 1 : p <= 0 ? 1 : p >= 1 ? 0 : SpecialFunctions.BetaRegularized(n - k, k + 1, 1 - p);

    /// <summary>How probably k or more of n are hit when each is with probability p.</summary>
    public static double AtLeast(double n, double k, double p) =>
        k <= 0 ? 1 : k > n ? 0 : p <= 0 ? 0 : p >= 1 ? 1 : SpecialFunctions.BetaRegularized(k, n - k + 1, p);

    /// <summary>The largest true share that k of n leave possible: above it, k or fewer would happen with less than probability alpha.</summary>
    public static double Upper(double n, double k, double alpha) => k >= n ? 1 : Beta.InvCDF(k + 1, n - k, 1 - alpha);

    /// <summary>The smallest true share that k of n leave possible: below it, k or more would happen with less than probability alpha.</summary>
    public static double Lower(double n, double k, double alpha) => k <= 0 ? 0 : Beta.InvCDF(k, n - k + 1, alpha);

    /// <summary>The fewest samples of which not one is hit that prove a share below p: p = 1 % and alpha = 5 % take 299.</summary>
    public static int FewestWithoutAHit(double p, double alpha) => p >= 1 ? 1 : (int)Math.Ceiling(Math.Log(alpha) / Math.Log(1 - p));
}
