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

    /// <summary>Whether the measurement itself can be believed: work that was sent late makes the service look better or worse than it is.</summary>
    public void WasOnTime() => log.Measured.Lag.P99.Should().BeLessThan(LatestSend, "the generator has to keep its own schedule");

    private void Judge(Measurement measured, IEnumerable<Objective> objectives)
    {
        var judgements = objectives.Select(objective => ServiceLevels.Objectives.Judge.Of(objective, measured)).ToList();
        log.Add(judgements);
        ObjectivesBrokenException.ThrowIfBroken(judgements);
    }

    private static Objective Below(Measure measure, TimeSpan limit)
    {
        var bound = Bound.Parse($"< {Si.Duration(limit)}");
        return new Objective(measure, bound, bound);
    }
}
