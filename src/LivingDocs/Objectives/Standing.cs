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

    /// <summary>A target that is not proven leaves an objective met: it is what we aim for.</summary>
    public static Standing Of(ObjectiveRecord record) => record.Verdict switch
    {
        Verdict.Breached => Standing.Breached,
        Verdict.NotProven => Standing.NotProven,
        _ => record.Target.Verdict is Verdict.Breached && record.MachineExcuse is null ? Standing.TargetMissed : Standing.Met,
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
}
