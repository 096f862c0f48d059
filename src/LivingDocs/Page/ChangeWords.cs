using LivingDocs.Objectives;
using ServiceLevels.Objectives;
using ServiceLevels.Reporting;

namespace LivingDocs.Page;

/// <summary>A change for good, in words.</summary>
internal static class ChangeWords
{
    /// <summary>"24 % higher: 12.1 ms, before 9.8 ms".</summary>
    public static string Size(Change change, Quantity quantity)
    {
        var (before, after) = (Figure.InWords(change.Point.Before, quantity), Figure.InWords(change.Point.After, quantity));
        var size = change.Ratio switch
        {
            null => "other",
            > 1 and var ratio => $"{(ratio - 1) * 100:0} % higher",
            var ratio => $"{(1 - ratio) * 100:0} % lower",
        };
        return $"{size}: {after}, before {before}";
    }

    /// <summary>"From 3 Jan 2026 on, after commit 1a2b3c4d, up to and with 5d6e7f80".</summary>
    public static string Where(Change change) =>
        $"From {Figures.Day(change.Point.First.At)} on, after commit {Figures.Commit(change.Point.LastBefore.Commit)}, "
        + $"up to and with {Figures.Commit(change.Point.First.Commit)}";
}
