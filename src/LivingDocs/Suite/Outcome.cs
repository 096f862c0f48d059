namespace LivingDocs.Suite;

/// <summary>What became of a step or a scenario; the later one is the worse one.</summary>
internal enum Outcome
{
    Passed,

    /// <summary>It is in the feature file and was not part of the run.</summary>
    NotRun,

    /// <summary>Left out, with a reason.</summary>
    Skipped,

    /// <summary>A step has no definition, more than one, or one that is not written yet.</summary>
    Undefined,

    /// <summary>It began, and nothing says how it ended.</summary>
    NotFinished,

    Failed,
}
