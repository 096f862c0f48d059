using ServiceLevels.Objectives;

namespace LivingDocs.Objectives;

/// <summary>How an objective stands after this run.</summary>
internal enum Standing
{
    Met,
    TargetMissed,
    NotProven,
    Breached,

    /// <summary>This run says nothing of it.</summary>
    NotMeasured,
}

internal static class Standings
{
    /// <summary>Worst first, as a reader wants to hear of them.</summary>
    public static readonly IReadOnlyList<Standing> WorstFirst =
        [Standing.Breached, Standing.NotProven, Standing.TargetMissed, Standing.NotMeasured, Standing.Met];

    public static Standing Of(Verdict verdict) => verdict switch
    {
        Verdict.Met => Standing.Met,
        Verdict.TargetMissed => Standing.TargetMissed,
        Verdict.Breached => Standing.Breached,
        _ => Standing.NotProven,
    };

    /// <summary>"not proven".</summary>
    public static string Words(this Standing standing) => standing switch
    {
        Standing.Met => "met",
        Standing.TargetMissed => "target missed",
        Standing.Breached => "breached",
        Standing.NotProven => "not proven",
        _ => "not measured",
    };

    /// <summary>Whether the threshold is kept.</summary>
    public static bool IsKept(this Verdict verdict) => verdict is Verdict.Met or Verdict.TargetMissed;
}
