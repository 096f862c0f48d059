using System.Diagnostics;
using IncidentAgent.Specs.Support;
using ServiceLevels.Load;
using ServiceLevels.Objectives;
using ServiceLevels.Statistics;

namespace IncidentAgent.Specs.Drivers;

/// <summary>
/// Judges what a scenario measured, and has more of it measured while its judge wants more and the policy's time is not over. What is breached fails the
/// scenario; a missed target and what is not proven are shown.
/// </summary>
public sealed class ObjectivesDriver(MeasurementLog log, TrafficDriver traffic, SamplingPolicy sampling, Calibration calibration)
{
    private static readonly Measure Slowest = Measure.Parse("maximum latency");

    private readonly Stopwatch _samplingOn = new();

    private JudgementPolicy Policy => sampling.Judgement;

    private MachineCondition Machine => MachineCondition.During(log.Bursts, calibration.Factor);

    public Task JudgeAsync(params IReadOnlyList<Objective> objectives) => JudgeAsync(
        () => [.. objectives.Select(objective => Judge.Of(objective, log.Bursts, Policy, Machine))],
        traffic.CanRepeat ? traffic.OnceMoreAsync : null);

    /// <summary>One figure with a threshold alone.</summary>
    public Task StaysBelowAsync(Measure measure, TimeSpan limit) => JudgeAsync(Promise.Of(measure, Relation.Below, limit.TotalSeconds));

    /// <summary>The slowest of all; a refusal, however quick, is no acceptance.</summary>
    public void IsAcceptedWithin(TimeSpan limit)
    {
        var objective = Promise.Of(Slowest, Relation.Below, limit.TotalSeconds);
        Conclude([Judge.Of(objective, [.. log.Bursts.Select(burst => burst.RefusalsFailed)], Policy, Machine)], log.Bursts);
    }

    /// <summary>The first of all, which comes once.</summary>
    public void FirstIsAcceptedWithin(TimeSpan limit)
    {
        var first = log.Measured.Where(sample => sample.Index == 0);
        var objective = Promise.Of("latency of the first alert", Quantity.Time, Relation.Below, limit.TotalSeconds);
        Conclude([Judge.Fact(objective, Slowest.Of(first.RefusalsFailed), first.Count, Policy, Machine)], [first]);
    }

    /// <summary>One figure of all but the first.</summary>
    public void OthersStayBelow(Measure measure, TimeSpan limit)
    {
        var part = log.Measured.Where(sample => sample.Index > 0);
        Conclude([Judge.Of(Promise.Of(measure, Relation.Below, limit.TotalSeconds), [part], Policy, Machine)], [part]);
    }

    /// <summary>Compares, with more pairs where they could change the verdict.</summary>
    public Task JudgeAsync(Objective objective, Func<Comparison> compare, Func<Task> onceMore) =>
        JudgeAsync(() => [Judge.Of(objective, compare(), Policy, Machine)], onceMore);

    /// <summary>A fact of this run, in which there is no chance.</summary>
    /// <param name="objective">What was promised.</param>
    /// <param name="measured">In the unit of its quantity.</param>
    /// <param name="among">In how many it was looked for.</param>
    public void Fact(Objective objective, double measured, int among) => Conclude([Judge.Fact(objective, measured, among, Policy, Machine)], []);

    /// <summary>None of those that were looked at may be so.</summary>
    /// <param name="what">What must not be, "alerts lost".</param>
    /// <param name="found">Those that are, by name.</param>
    /// <param name="among">How many were looked at.</param>
    public void None(string what, IEnumerable<string> found, int among)
    {
        string[] those = [.. found];
        if (those.Length > 0)
        {
            log.Say($"{what}: {string.Join(", ", those.Take(10))}{(those.Length > 10 ? ", ..." : "")}");
        }

        Fact(Promise.None(what), those.Length, among);
    }

    /// <summary>
    /// Whether the measurement itself can be believed: work that was sent late makes the service look worse than it is. On a machine that is slow, or that
    /// others keep busy, nothing was proven anyway.
    /// </summary>
    public void WasOnTime()
    {
        var machine = Machine with { Lag = null };
        var objective = Promise.Of(Measure.Named("P99 delay of sending", Quantity.Time), Relation.Below, Policy.LatestSend.TotalSeconds);
        Conclude([Judge.Fact(objective, log.Measured.Lag.P99.TotalSeconds, log.Measured.Count, Policy, machine)], []);
    }

    private async Task JudgeAsync(Func<IReadOnlyList<Judgement>> judge, Func<Task>? onceMore)
    {
        var judgements = judge();
        _samplingOn.Start();
        while (onceMore is not null && judgements.Where(one => one.WantsMore).ToList() is [_, ..] open && MayGoOn(open))
        {
            await onceMore();
            judgements = judge();
        }

        _samplingOn.Stop();
        Conclude(judgements, log.Bursts);
    }

    /// <summary>A steady stream counts as the batches it is judged by: there are enough of them before a repetition.</summary>
    private bool MayGoOn(IEnumerable<Judgement> open) => _samplingOn.Elapsed < Policy.LongestSampling
        || Math.Max(log.Bursts.Count, open.Min(one => one.Bursts)) < Policy.FewestToBreach;

    private void Conclude(IReadOnlyList<Judgement> judgements, IReadOnlyList<Measurement> bursts)
    {
        log.Add(judgements, bursts);
        ObjectivesBrokenException.ThrowIfBroken(judgements);
    }
}
