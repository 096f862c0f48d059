using LivingDocs.Objectives;
using ServiceLevels.Objectives;

namespace LivingDocs.Page;

/// <summary>A bound with what is to be said of it alone, where that is not simply that it is met.</summary>
internal static class Bounds
{
    /// <summary>"&lt; 700 ms", "&lt; 700 ms (missed)", "&lt; 700 ms (not proven)".</summary>
    public static string Target(ObjectiveStory story) => story.Target + (story.Latest switch
    {
        null or { Target.Verdict: Verdict.Met } => "",
        { Target.Verdict: Verdict.Breached, MachineExcuse: null } => " (missed)",
        _ => " (not proven)",
    });

    /// <summary>"&lt; 1 s", "&lt; 1 s (breached)", "&lt; 1 s (not proven)".</summary>
    public static string Threshold(ObjectiveStory story) => story.Threshold + (story.Latest?.Verdict switch
    {
        null or Verdict.Met => "",
        Verdict.Breached => " (breached)",
        _ => " (not proven)",
    });
}
