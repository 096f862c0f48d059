using ServiceLevels.Statistics;

namespace Benchmarks.Reporting;

/// <summary>What several rounds say together.</summary>
/// <param name="Median">The round in the middle.</param>
/// <param name="Lower">The lower end of the median's 95 % interval; with fewer than 6 rounds, which prove none, the smallest.</param>
/// <param name="Upper">Its upper end; with fewer than 6 rounds the largest.</param>
/// <param name="Rounds">How many there were.</param>
internal sealed record Spread(double Median, double Lower, double Upper, int Rounds)
{
    private const int FewestForAnInterval = 6;

    /// <exception cref="ArgumentException">There is no value.</exception>
    public static Spread Of(IEnumerable<double> rounds)
    {
        double[] sorted = [.. rounds.Order()];
        if (sorted.Length == 0)
        {
            throw new ArgumentException("There is no middle of nothing.", nameof(rounds));
        }

        var middle = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        var (lower, upper) = sorted.Length < FewestForAnInterval ? (1, sorted.Length) : SignInterval.Ranks(sorted.Length);
        return new Spread(middle, sorted[lower - 1], sorted[upper - 1], sorted.Length);
    }

    /// <summary>Of the ratios of what was measured in the same round; <see langword="null"/> where nothing was.</summary>
    public static Spread? OfRatios(IReadOnlyList<double> subject, IReadOnlyList<double> reference)
    {
        double[] ratios = [.. subject.Zip(reference).Where(pair => pair.Second > 0).Select(pair => pair.First / pair.Second)];
        return ratios.Length == 0 ? null : Of(ratios);
    }
}
