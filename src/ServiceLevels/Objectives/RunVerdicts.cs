using ServiceLevels.Statistics;

namespace ServiceLevels.Objectives;

/// <summary>The verdicts of a whole run, once every objective is known: Holm's procedure over all thresholds, where a scenario knew only its first step.</summary>
public static class RunVerdicts
{
    /// <summary>The same records in the same order, with verdict, reason and sentence as they are among all others. What the machine excuses stays excused.</summary>
    public static IReadOnlyList<ObjectiveRecord> Of(IReadOnlyList<ObjectiveRecord> run, JudgementPolicy policy)
    {
        var rejected = Holm.Rejects([.. run.Select(record => record.Threshold.BreachP ?? 1)], policy.HolmAlpha);
        return [.. run.Select((record, i) => Final(record, rejected[i], run.Count))];
    }

    private static ObjectiveRecord Final(ObjectiveRecord record, bool isRejected, int objectives)
    {
        if (record is not { Threshold: { Verdict: Verdict.Breached, BreachP: { } p }, MachineExcuse: null })
        {
            return record;
        }

        var verdict = isRejected ? Verdict.Breached : Verdict.NotProven;
        var reason = isRejected ? null : Verdicts.MayBeChance(p, $"{objectives}");
        var judgement = record.Judgement with { Verdict = verdict, NotProvenBecause = reason };
        return record with { Verdict = verdict, NotProvenBecause = reason, Sentence = judgement.Sentence };
    }
}
