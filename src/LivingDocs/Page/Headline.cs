using LivingDocs.Objectives;
using LivingDocs.Suite;
using static LivingDocs.Objectives.Figures;

namespace LivingDocs.Page;

/// <summary>The answer that most people came for.</summary>
internal static class Headline
{
    /// <summary>Whether every promise is kept, in a sentence.</summary>
    public static string Verdict(LivingPage page)
    {
        var (breached, failed) = (page.Count(Standing.Breached), page.Count(Outcome.Failed) + page.Count(Outcome.Undefined));
        var cutOff = page.Run.WasRun && !page.Run.IsFinished ? "The run did not finish. " : "";
        var isWhole = page.Count(Standing.NotMeasured) == 0 && page.Count(Outcome.Passed) == page.Run.Scenarios.Count();
        var kept = isWhole ? "Every promise is kept" : "Every promise that was tried is kept";
        return cutOff + (page, breached, failed) switch
        {
            ({ Stories: [], Run.WasRun: false }, _, _) => "Nothing was run.",
            (_, > 0, > 0) => $"Not every promise is kept: {Are(breached, "objective")} breached, and {Count(failed, "scenario")} failed.",
            (_, > 0, _) => $"Not every promise is kept: {Are(breached, "objective")} breached.",
            (_, _, > 0) => $"Not every promise is kept: {Count(failed, "scenario")} failed.",
            _ when page.Run.HookFailures.Count > 0 => $"Not everything went well: {Count(page.Run.HookFailures.Count, "hook")} failed.",
            _ when page.Run.WasRun && page.Count(Outcome.Skipped) + page.Count(Outcome.NotRun) == page.Run.Scenarios.Count() => "Nothing was tried.",
            _ when page.Count(Standing.NotProven) is > 0 and var open => $"No promise is broken, but {Are(open, "objective")} not proven.",
            _ when page.Count(Standing.TargetMissed) is > 0 and var missed => $"{kept}, but {Count(missed, "target")} {(missed == 1 ? "is" : "are")} missed.",
            _ when page.Run.WasRun && page.Stories.Count > 0 && page.Count(Standing.NotMeasured) == page.Stories.Count =>
                "What was run passed; no objective was measured.",
            _ => $"{kept}.",
        };
    }

    /// <summary>"31 objectives: 27 met, 1 breached. 139 scenarios: 136 passed, 1 failed."</summary>
    public static string Counts(LivingPage page)
    {
        var objectives = Standings.WorstFirst.Reverse().Select(standing => (Count: page.Count(standing), Words: standing.Words()));
        var scenarios = Enum.GetValues<Outcome>().Select(outcome => (Count: page.Count(outcome), Words: outcome.Words()));
        return string.Join(" ", new[] { Sum(page.Stories.Count, "objective", objectives), Sum(page.Run.Scenarios.Count(), "scenario", scenarios) }
            .Where(sentence => sentence.Length > 0));
    }

    private static string Sum(int count, string what, IEnumerable<(int Count, string Words)> parts) => count == 0
        ? ""
        : $"{Count(count, what)}: {string.Join(", ", parts.Where(part => part.Count > 0).Select(part => $"{part.Count} {part.Words}"))}.";

    private static string Are(int count, string what) => $"{Count(count, what)} {(count == 1 ? "is" : "are")}";
}
