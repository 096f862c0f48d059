using ServiceLevels.Objectives;

namespace LivingDocs.Objectives;

/// <summary>Since when an objective is what it is now, in words.</summary>
internal static class Since
{
    /// <summary>
    /// "kept since 3 Jan 2026 (1a2b3c4d), 41 runs". A run that proves nothing neither keeps a promise nor breaks it, so it does not end the time.
    /// </summary>
    /// <param name="runs">Oldest first; at least one.</param>
    public static string Words(IReadOnlyList<ObjectiveRecord> runs)
    {
        if (runs.LastOrDefault(IsProven) is not { } latest)
        {
            return $"never proven in {Figures.Count(runs.Count, "run")}";
        }

        var isKept = latest.Verdict is Verdict.Met;
        var before = runs.LastOrDefault(run => IsProven(run) && run.Verdict != latest.Verdict);
        ObjectiveRecord[] time = [.. runs.SkipWhile(run => before is not null && run != before).Skip(before is null ? 0 : 1).SkipWhile(run => !IsProven(run))];
        var words = $"{(isKept ? "kept" : "breached")} since {At(time[0])}, {Figures.Count(time.Length, "run")}";
        var unproven = time.Count(run => !IsProven(run));
        return words + (unproven, before) switch
        {
            (_, not null) when !isKept => $"; last kept {At(before)}",
            (0, null) => ", all there are",
            (0, _) => "",
            _ => $", of which {unproven} proved nothing",
        };
    }

    /// <summary>"kept since 3 Jan 2026", for where there is little room.</summary>
    /// <param name="runs">Oldest first; at least one.</param>
    public static string InShort(IReadOnlyList<ObjectiveRecord> runs)
    {
        var words = Words(runs);
        return words.IndexOf(" (", StringComparison.Ordinal) is > 0 and var end ? words[..end] : words;
    }

    private static bool IsProven(ObjectiveRecord run) => run.Verdict is not Verdict.NotProven;

    private static string At(ObjectiveRecord run) => $"{Figures.Day(run.Run.At)} ({Figures.Commit(run.Run.Commit)})";
}
