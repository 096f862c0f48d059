using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace ServiceLevels.Statistics;

/// <summary>
/// With which power of n a cost grows: the slope of log(cost) over log(n) by least squares; 1 is linear, 2 quadratic. Its standard error is the usual one
/// of a slope (Draper and Smith 1998, "Applied Regression Analysis", 1.4).
/// </summary>
/// <param name="Exponent">The slope.</param>
/// <param name="Upper">The true exponent lies above it with a probability of 5 %; infinite for 2 points, which fit every line.</param>
public sealed record GrowthExponent(double Exponent, double Upper)
{
    /// <exception cref="ArgumentException">Fewer than two different n, or an n or a cost that is not above zero.</exception>
    public static GrowthExponent Of(IReadOnlyList<(double N, double Cost)> points)
    {
        if (points.DistinctBy(point => point.N).Count() < 2 || points.Any(point => !(point.N > 0 && point.Cost > 0)))
        {
            throw new ArgumentException("Growth takes costs above zero for at least two different n above zero.", nameof(points));
        }

        double[] x = [.. points.Select(point => Math.Log(point.N))];
        double[] y = [.. points.Select(point => Math.Log(point.Cost))];
        var (intercept, slope) = Fit.Line(x, y);
        if (points.Count == 2)
        {
            return new GrowthExponent(slope, double.PositiveInfinity);
        }

        var residuals = x.Zip(y, (a, b) => b - intercept - (slope * a)).Sum(error => error * error);
        var spread = x.Sum(a => (a - x.Average()) * (a - x.Average()));
        var standardError = Math.Sqrt(residuals / (points.Count - 2) / spread);
        return new GrowthExponent(slope, slope + (StudentT.InvCDF(0, 1, points.Count - 2, 0.95) * standardError));
    }
}
