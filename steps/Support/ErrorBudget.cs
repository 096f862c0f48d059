using System.Diagnostics;
using IncidentAgent.Specs.Drivers;
using ServiceLevels.Load;
using ServiceLevels.Objectives;

namespace IncidentAgent.Specs.Support;

/// <summary>
/// What may go wrong, and what of it went: an alert counts against the budget when it was lost, ended in an error, or was answered later than
/// <see cref="Late"/>. A refusal with a hint does not: it was answered as promised. What is ended on purpose, as a process is by kill -9, is no part of it.
/// </summary>
internal sealed class ErrorBudget
{
    /// <summary>The loosest threshold that any scenario has; senders give up about then.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly List<(TimeSpan At, int Alerts)> _spent = [];
    private int _alerts;
    private double? _othersShare;

    /// <summary>Of all load scenarios of this process.</summary>
    public static ErrorBudget OfTheRun { get; } = new();

    public int Alerts => _alerts;

    /// <summary>What could be to blame beside the service, where something was spent.</summary>
    public MachineCondition Machine => new(OthersShare: _othersShare);

    /// <summary>Lost, late or in error, of all; 0 to 1.</summary>
    public double SpentShare => (double)_spent.Sum(one => one.Alerts) / _alerts;

    public void Add(IEnumerable<Sent> loads)
    {
        lock (_lock)
        {
            foreach (var load in loads)
            {
                Add(load);
            }
        }
    }

    /// <summary>The most that was spent within such a time, as a share of the whole budget; above 1 it was more than that.</summary>
    /// <param name="allowed">Which share of all alerts the budget is.</param>
    /// <param name="within">How long the time is, wherever it begins.</param>
    public double MostSpentWithin(double allowed, TimeSpan within)
    {
        var spent = _spent.OrderBy(one => one.At).ToList();
        var (most, sum, first) = (0, 0, 0);
        foreach (var last in spent)
        {
            sum += last.Alerts;
            while (spent[first].At <= last.At - within)
            {
                sum -= spent[first++].Alerts;
            }

            most = Math.Max(most, sum);
        }

        return most / (allowed * _alerts);
    }

    private void Add(Sent load)
    {
        var (measured, alertsEach) = (load.Measured, load.Batch.AlertsEach);
        _alerts += measured.Count * alertsEach;
        var began = Stopwatch.GetElapsedTime(0, load.Ended) - measured.Samples.Max(sample => sample.Finished);
        var spent = measured.Samples.Where(IsSpent).Select(sample => (began + sample.Planned, alertsEach)).ToList();
        _spent.AddRange(spent);
        if (spent.Count > 0 && measured.OthersShare is { } share)
        {
            _othersShare = Math.Max(_othersShare ?? 0, share);
        }
    }

    private static bool IsSpent(Sample sample) => !sample.Answered || sample.Response > Late;
}
