using LivingDocs.Objectives;

namespace LivingDocs.Page;

/// <summary>A change for good, in a sentence.</summary>
internal static class ChangeWords
{
    /// <summary>"24 % higher from 3 Jan 2026 on: between commits 1a2b3c4d and 5d6e7f80".</summary>
    public static string Of(Change change)
    {
        var percent = Math.Abs(change.Ratio - 1) * 100;
        return $"{percent:0} % {(change.Ratio > 1 ? "higher" : "lower")} from {Figures.Day(change.First.Run.At)} on: "
            + $"after commit {Figures.Commit(change.LastBefore.Run.Commit)}, up to and with {Figures.Commit(change.First.Run.Commit)}";
    }
}
