using IncidentAgent.Investigation.Detection;

namespace IncidentAgent.Investigation.RootCause;

/// <summary>How far a service's signal went the bad way after the onset, against both what was usual and what was just before.</summary>
internal sealed record Deviation
{
    /// <summary>A score from which on a service counts as out of the ordinary; chosen on the training issues of PetShop.</summary>
    public const double Tau = 4;

    private const double MostScore = 1e9;
    private const double LeastSpreadOfLatency = 0.05;
    private const double LeastSpreadOfAvailability = 0.001;

    /// <summary>What the signal is compared with, in its unit.</summary>
    public required double Reference { get; init; }

    /// <summary>How far each bin is from the reference, the bad way, in robust standard deviations; NaN where nothing was measured.</summary>
    public required IReadOnlyList<double> Scores { get; init; }

    /// <summary>How far each bin is from the reference, in the signal's unit; 0 the good way, NaN where nothing was measured.</summary>
    public required IReadOnlyList<double> Worse { get; init; }

    /// <summary>In each bin; NaN where they are not known.</summary>
    public required IReadOnlyList<double> Requests { get; init; }

    /// <summary>The highest of <see cref="Scores"/>.</summary>
    public required double Z { get; init; }

    /// <summary>Deviation times requests, summed: seconds of added waiting, or failed requests.</summary>
    public required double Excess { get; init; }

    public bool IsAnomalous => Z >= Tau;

    /// <summary>The most bins in a row that are out of the ordinary; one without a measurement ends a row.</summary>
    public int LongestRun => Scores.Aggregate((Longest: 0, Run: 0), (runs, score) =>
        (Math.Max(runs.Longest, score >= Tau ? runs.Run + 1 : 0), score >= Tau ? runs.Run + 1 : 0)).Longest;

    /// <summary>
    /// The worse of history's median and the more benign of the bins just before is the reference, which takes the drift of levels out; the spread is
    /// the history's, but not less than 5 % of the reference (latency) or 0.1 percentage points (availability).
    /// </summary>
    /// <returns>
    /// <see langword="null"/> for what was never measured before the onset, or not after it: a dependency nobody has seen before is no evidence, and
    /// what it costs stays with its caller.
    /// </returns>
    public static Deviation? Of(ServiceWindow window, Signal signal)
    {
        var bad = signal == Signal.Availability ? -1 : 1;
        List<double> history = [.. window.History.Where(double.IsFinite)];
        List<double> before = [.. window.Before.Where(double.IsFinite).Select(value => bad * value)];
        if ((history.Count == 0 && before.Count == 0) || !window.After.Any(double.IsFinite))
        {
            return null;
        }

        var usual = history.Count == 0 ? double.NegativeInfinity : bad * RobustStatistics.Median(history);
        var justBefore = before.Count == 0 ? double.NegativeInfinity : before.Min();
        var reference = bad * Math.Max(usual, justBefore);
        var spread = Math.Max(history.Count == 0 ? 0 : RobustStatistics.Spread(history), LeastSpread(signal, reference));
        List<double> distances = [.. window.After.Select(value => double.IsFinite(value) ? bad * (value - reference) : double.NaN)];
        List<double> scores = [.. distances.Select(distance => Math.Min(spread > 0 ? distance / spread : 0 * distance, MostScore))];
        List<double> worse = [.. distances.Select(distance => Math.Max(0, distance))];
        return new Deviation
        {
            Reference = reference,
            Scores = scores,
            Worse = worse,
            Requests = window.Requests,
            Z = scores.Where(double.IsFinite).Max(),
            Excess = worse.Zip(window.Requests, (more, requests) => more * requests).Where(double.IsFinite).Sum(),
        };
    }

    private static double LeastSpread(Signal signal, double reference) =>
        signal == Signal.Availability ? LeastSpreadOfAvailability : LeastSpreadOfLatency * Math.Abs(reference);
}
