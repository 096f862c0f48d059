using ServiceLevels.Statistics;

namespace IncidentAgent.Specs.Support;

/// <summary>
/// How quick the machine is while a scenario measures: the calibration work is done before and after each load, by turns with it, so that whatever slows the
/// one slows the other.
/// </summary>
public sealed class Calibration
{
    private readonly List<double> _seconds = [];

    /// <summary><see langword="null"/> where the work was never done, as on a deployed service.</summary>
    public double? MedianSeconds => _seconds.Count == 0 ? null : NearestRank.Of([.. _seconds.Order()], 50);

    /// <summary>How much slower than usual, by the history of machines like this one; <see langword="null"/> without a history.</summary>
    public double? Factor => MachineFactor.Of(_seconds, PastRuns.UsualCalibrationSeconds);

    public async Task DoAsync(AgentUnderTest agent)
    {
        if (await agent.CalibrateAsync() is { } time)
        {
            _seconds.Add(time.TotalSeconds);
        }
    }
}
