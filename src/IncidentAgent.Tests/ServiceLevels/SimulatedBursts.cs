using MathNet.Numerics.Distributions;
using ServiceLevels.Statistics;

namespace IncidentAgent.Tests.ServiceLevels;

/// <summary>
/// Bursts of log-normal response times (sigma 0.5), each of which is slower or faster as a whole (tau, on the same scale). Times are in units of the
/// median.
/// </summary>
internal sealed class SimulatedBursts(int seed, double tau)
{
    private const double Sigma = 0.5;

    private readonly Random _chance = new(seed);

    /// <summary>The true percentile over all bursts there could be.</summary>
    public double Percentile(double p) => Math.Exp(Normal.InvCDF(0, 1, p) * Math.Sqrt((Sigma * Sigma) + (tau * tau)));

    /// <summary>The response times of one burst.</summary>
    public double[] Times(int size)
    {
        var effect = tau * Gauss();
        return [.. Enumerable.Range(0, size).Select(_ => Math.Exp(effect + (Sigma * Gauss())))];
    }

    /// <summary>How many of one burst are over that time.</summary>
    public BurstCount Over(double time, int size)
    {
        var share = 1 - Normal.CDF(0, Sigma, Math.Log(time) - (tau * Gauss()));
        return new BurstCount(Enumerable.Range(0, size).Count(_ => _chance.NextDouble() < share), size);
    }

    public BurstCount[] Over(double time, int size, int bursts) => [.. Enumerable.Range(0, bursts).Select(_ => Over(time, size))];

    private double Gauss() => Math.Sqrt(-2 * Math.Log(1 - _chance.NextDouble())) * Math.Cos(2 * Math.PI * _chance.NextDouble());
}
