using ServiceLevels.Objectives;

namespace LivingDocs.Objectives;

/// <summary>What the runs of an objective tell together.</summary>
internal static class Retrospect
{
    public static IReadOnlyList<Change> Changes(IReadOnlyList<ObjectiveRecord> runs) => [];

    public static Suggestion? Suggestion(IReadOnlyList<ObjectiveRecord> runs) => null;
}
