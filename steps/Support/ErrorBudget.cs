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

    public void Add(Sent sent)
    {
        lock (_lock)
        {
            _alerts += sent.Measured.Count * sent.Batch.AlertsEach;
            var began = Stopwatch.GetElapsedTime(0, sent.Ended) - sent.Measured.Samples.Max(sample => sample.Finished);
            var spent = sent.Measured.Samples.Where(IsSpent).Select(sample => (began + sample.Planned, sent.Batch.AlertsEach)).ToList();
            _spent.AddRange(spent);
            if (spent.Count > 0 && sent.Measured.OthersShare is { } share)
            {
                _othersShare = Math.Max(_othersShare ?? 0, share);
            }
        }
    }

    /// <summary>The most that was spent within such a time, as a share of the whole budget; above 1 it was more than that.</summary>
    /// <param name="allowed">Which share of all alerts the budget is.</param>
    /// <param name="within">How long the time is, wherever it begins.</param>
    public double MostSpentWithin(double allowed, TimeSpan within) =>
        _spent.Select(first => _spent.Where(one => one.At >= first.At && one.At < first.At + within).Sum(one => one.Alerts)).DefaultIfEmpty().Max()
        / (allowed * _alerts);

    private static bool IsSpent(Sample sample) => !sample.Answered || sample.Response > Late;
}
