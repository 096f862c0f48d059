using IncidentAgent.Specs.Support;
using ServiceLevels.Load;
using ServiceLevels.Objectives;
using ServiceLevels.Reporting;

namespace IncidentAgent.Specs.Drivers;

/// <summary>Judges what was measured. A missed target is shown; a broken threshold fails the scenario.</summary>
public sealed class ObjectivesDriver(MeasurementLog log)
{
    private static readonly TimeSpan LatestSend = TimeSpan.FromMilliseconds(20);

    public void Judge(IEnumerable<Objective> objectives) => Judge(log.Measured, objectives);

    /// <summary>One figure with a threshold alone.</summary>
    public void StaysBelow(Measure measure, TimeSpan limit) => Judge([Below(measure, limit)]);

    /// <summary>One figure of some of the samples.</summary>
    public void StaysBelow(string which, Func<Sample, bool> isOne, Measure measure, TimeSpan limit)
    {
        var part = log.Measured.Where(isOne);
        log.AddPart(which, part);
        Judge(part, [Below(measure, limit)]);
    }

    /// <summary>
    /// Whether the measurement itself can be believed: work that was sent late makes the service look worse than it is. On a machine that others keep busy
    /// nothing was proven anyway.
    /// </summary>
    public void WasOnTime()
    {
        var late = log.Measured.Lag.P99;
        var sentence = $"99 % of the alerts sent at most {Si.Duration(LatestSend)} late; it was {Si.Duration(late)}";
        log.Say(sentence);
        PromiseBrokenException.Unless(late < LatestSend || log.Measured.OthersShare > JudgementPolicy.PullRequest.MostForOthers, sentence);
    }

    private void Judge(Measurement measured, IEnumerable<Objective> objectives)
    {
        var machine = MachineCondition.During([measured]);
        var judgements = objectives
            .Select(objective => ServiceLevels.Objectives.Judge.Of(objective, [measured], JudgementPolicy.PullRequest, machine)).ToList();
        log.Add(judgements);
        ObjectivesBrokenException.ThrowIfBroken(judgements);
    }

    private static Objective Below(Measure measure, TimeSpan limit)
    {
        var bound = Bound.Parse($"< {Si.Duration(limit)}");
        return new Objective(measure, bound, bound);
    }
}
