using ServiceLevels.Statistics;

namespace ServiceLevels.Objectives;

/// <summary>
/// The verdicts of a whole run, once every objective is known: Holm's procedure over all thresholds in which there is chance, where a scenario knew only its
/// first step. Facts are no tests, and make none harder.
/// </summary>
public static class RunVerdicts
{
    /// <summary>The same records in the same order, with verdict, reason and sentence as they are among all others. What the machine excuses stays excused.</summary>
    public static IReadOnlyList<ObjectiveRecord> Of(IReadOnlyList<ObjectiveRecord> run, JudgementPolicy policy)
    {
        double[] tested = [.. run.Select(record => record.Threshold.BreachP).OfType<double>()];
        var rejected = new Queue<bool>(Holm.Rejects(tested, policy.HolmAlpha));
        return [.. run.Select(record => record.Threshold.BreachP is { } p ? Final(record, p, rejected.Dequeue(), tested.Length) : record)];
    }

    private static ObjectiveRecord Final(ObjectiveRecord record, double p, bool isRejected, int objectives)
    {
        if (record is not { Threshold.Verdict: Verdict.Breached, MachineExcuse: null })
        {
            return record;
        }

        var verdict = isRejected ? Verdict.Breached : Verdict.NotProven;
        var reason = isRejected ? null : Verdicts.MayBeChance(p, $"{objectives}");
        var judgement = record.Judgement with { Verdict = verdict, NotProvenBecause = reason };
        return record with { Verdict = verdict, NotProvenBecause = reason, Sentence = judgement.Sentence };
    }
}
