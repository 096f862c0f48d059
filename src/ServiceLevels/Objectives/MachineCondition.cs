using ServiceLevels.Load;
using ServiceLevels.Reporting;

namespace ServiceLevels.Objectives;

/// <summary>What could, beside the service, be the reason for a bad figure.</summary>
/// <param name="Factor">How much slower than usual the machine is (<see cref="Statistics.MachineFactor"/>); <see langword="null"/> where nobody knows.</param>
/// <param name="OthersShare">The share of its processors that others used, 0 to 1; <see langword="null"/> where the system does not tell.</param>
/// <param name="Lag">How late 99 % of the work was sent against its plan; <see langword="null"/> where there was no such plan.</param>
public sealed record MachineCondition(double? Factor = null, double? OthersShare = null, TimeSpan? Lag = null)
{
    /// <summary>
    /// As it was during a load. Only work that is due at a rate can be late: a burst waits for itself, and that is what its latency is to show.
    /// </summary>
    public static MachineCondition During(IReadOnlyList<Measurement> bursts, double? factor = null) => new(
        factor,
        bursts.Max(burst => burst.OthersShare),
        bursts.Where(burst => burst.Count > 0 && IsPaced(burst.Arrivals)).Max(burst => (TimeSpan?)burst.Lag.P99));

    /// <summary>
    /// Why a bad figure of that kind would prove nothing; <see langword="null"/> if it can be believed. A slow machine slows both sides of a ratio, and
    /// neither speed nor company of a machine changes sizes and counts.
    /// </summary>
    public string? Excuse(Quantity quantity, JudgementPolicy policy) => quantity switch
    {
        Quantity.Size or Quantity.Count => null,
        not Quantity.Ratio when Factor > policy.SlowestMachine => $"machine too slow to tell: it takes {Si.Number(Factor.Value)} times as long as usual",
        _ when OthersShare > policy.MostForOthers => $"machine too busy to tell: others used {Si.Percent(Math.Round(OthersShare.Value, 2))} of its processors",
        _ when Lag > policy.LatestSend => $"machine too slow to tell: it sent the work up to {Si.Duration(Lag.Value)} late",
        _ => null,
    };

    private static bool IsPaced(Arrivals arrivals) => arrivals switch
    {
        Arrivals.AtRate or Arrivals.Ramp => true,
        Arrivals.Several several => several.Parts.All(IsPaced),
        _ => false,
    };
}
