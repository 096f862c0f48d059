namespace IncidentAgent.Tests.ServiceLevels;

/// <summary>Seeded chance, so that a simulation says the same every time.</summary>
internal sealed class Chance(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>Standard normal values, by the transformation of Box and Muller (1958).</summary>
    public IEnumerable<double> Normal(int count) =>
        Enumerable.Range(0, count).Select(_ => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble()));

    /// <summary>Figures of runs, lognormal around 1 with that coefficient of variation.</summary>
    public IEnumerable<double> Runs(int count, double variation)
    {
        var deviation = Math.Sqrt(Math.Log(1 + (variation * variation)));
        return Normal(count).Select(value => Math.Exp(deviation * value));
    }
}
