using ServiceLevels.Objectives;

namespace ServiceLevels.History;

/// <summary>A threshold that the history of an objective would allow. Never looser than the one it has, nor tighter than the target.</summary>
/// <param name="Written">As it is to be written, in the unit of the one it has where that reads well: "&lt; 430 ms".</param>
/// <param name="Reason">Why, in one sentence.</param>
/// <remarks>
/// Times, rates, sizes and ratios have one. A share and a count do not: what they can prove is bound by how much was asked, and that nothing failed so
/// far is no reason to promise it.
/// </remarks>
public sealed record SuggestedThreshold(string Written, string Reason)
{
    /// <summary>What the history of one objective allows; <see langword="null"/> where there is too little of it, or nothing to tighten.</summary>
    /// <param name="history">What the runs found.</param>
    /// <param name="key">The objective.</param>
    /// <param name="target">As it is written in the table.</param>
    /// <param name="threshold">As it is written in the table.</param>
    public static SuggestedThreshold? Of(RunHistory history, ObjectiveKey key, string target, string threshold) => Of(history, [key], target, threshold);

    /// <summary>The same of a row whose threshold holds for all examples of an outline: the loosest that one of them needs.</summary>
    public static SuggestedThreshold? Of(RunHistory history, IReadOnlyCollection<ObjectiveKey> examples, string target, string threshold)
    {
        if (!WrittenThreshold.TryParse(threshold, out var written) || !Bound.TryParse(target, out var aim))
        {
            return null;
        }

        var limits = examples.Select(key => Loosest(history, key)).ToList();
        return limits.TrueForAll(limit => limit is not null)
            && limits.MaxBy(limit => limit!.Cost) is { } loosest
            && written.Tightened(loosest.Figure, aim) is { } tightened
            ? new SuggestedThreshold(tightened, ReasonOf(loosest, written.InWords(loosest.Figure), Bound.Parse(tightened).Value == aim.Value))
            : null;
    }

    // It has to hold on every class of machines. One with too few runs for a limit of its own has a say, too: none of these may have been worse.
    private static ToleranceLimit? Loosest(RunHistory history, ObjectiveKey key)
    {
        var (known, few) = (new List<ToleranceLimit>(), new List<ObjectiveRecord>());
        foreach (var records in history.MachineClasses(key).Select(machine => history.Of(key, machine)))
        {
            if (ToleranceLimit.Of(records) is { } limit)
            {
                known.Add(limit);
            }
            else
            {
                few.AddRange(records);
            }
        }

        return known.MaxBy(limit => limit.Cost) is { } loosest && few.TrueForAll(record => !(Cost.Of(record) > loosest.Cost)) ? loosest : null;
    }

    private static string ReasonOf(ToleranceLimit limit, string figure, bool isTarget)
    {
        var runs = limit.Since is { First: var first } ? $"{limit.Runs} runs since the change in {first.Commit ?? first.Id}" : $"{limit.Runs} runs";
        var why = limit.IsWorst
            ? $"the worst of {runs} is {figure}"
            : $"95 % of the runs to come keep {figure} with 95 % confidence, by the spread of {runs}";
        return isTarget ? $"{why}; it stops at the target" : why;
    }
}
