using MathNet.Numerics.Distributions;

namespace ServiceLevels.Statistics;

/// <summary>How far above what was seen nearly everything to come will stay.</summary>
internal static class ToleranceFactor
{
    /// <summary>
    /// The least number of values whose largest one is, with 95 % confidence, not exceeded by 95 % of all to come, whatever their distribution:
    /// 0.95^59 is below 5 %. S. S. Wilks: Determination of sample sizes for setting tolerance limits. Annals of Mathematical Statistics 12 (1941), 91-96.
    /// </summary>
    public const int FewestForMaximum = 59;

    /// <summary>
    /// k, so that with 95 % confidence 95 % of all normal values lie below mean + k * standard deviation of n of them: one-sided, by the approximation
    /// of M. G. Natrella: Experimental Statistics, National Bureau of Standards Handbook 91 (1963), section 2-2.3 and A-14. It is 1 % below the exact
    /// factor of the noncentral t distribution for n = 10 (2.911), and closer for more.
    /// </summary>
    /// <param name="n">At least 3; the approximation has no value for fewer.</param>
    public static double OneSided(int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 3);
        var z = Normal.InvCDF(0, 1, 0.95);
        var a = 1 - (z * z / (2 * (n - 1)));
        var b = (z * z) - (z * z / n);
        return (z + Math.Sqrt((z * z) - (a * b))) / a;
    }
}
