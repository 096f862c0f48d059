using ServiceLevels.Objectives;

namespace ServiceLevels.History;

/// <summary>
/// One run that several machines measured at the same time, each its shard: records of the same run and objective become one, with one verdict, as if one
/// machine had sent all the work. Histograms and counts are added; nothing is averaged that was not an average.
/// </summary>
public static class Shards
{
    /// <summary>Each run and objective once, in the order in which they were first met. A record that is given twice counts once.</summary>
    /// <param name="records">Of all shards; what only one of them measured stays as it is.</param>
    /// <exception cref="FormatException">Shards of one run cannot be added: they measured different commits, or hold different promises; the message says which.</exception>
    public static IReadOnlyList<ObjectiveRecord> Merge(IEnumerable<ObjectiveRecord> records) =>
    [
        .. records.DistinctBy(record => record.ToJson())
            .GroupBy(record => record.Run.Id)
            .SelectMany(run => OfRun([.. run.GroupBy(record => RunHistory.KeyText(record.Key)).Select(shards => Merged([.. shards]))])),
    ];

    // All objectives of a run that was measured in shards are only now together; what a single machine measured was judged before.
    private static IReadOnlyList<ObjectiveRecord> OfRun(IReadOnlyList<(ObjectiveRecord Record, bool IsMerged)> run)
    {
        ObjectiveRecord[] records = [.. run.Select(one => one.Record)];
        return run.Any(one => one.IsMerged) ? RunVerdicts.Of(records, PolicyOf(records[0])) : records;
    }

    private static (ObjectiveRecord Record, bool IsMerged) Merged(ObjectiveRecord[] shards)
    {
        if (shards is [var only])
        {
            return (only, false);
        }

        Require(shards, "commit", shard => shard.Run.Commit ?? "none");
        Require(shards, "policy", shard => shard.Run.Policy);
        Require(shards, "target", shard => shard.Target.Written);
        Require(shards, "threshold", shard => shard.Threshold.Written);
        return (Judged(shards), true);
    }

    private static ObjectiveRecord Judged(ObjectiveRecord[] shards)
    {
        var (first, figure, policy) = (shards[0], ShardFigure.Of(shards), PolicyOf(shards[0]));
        var target = ShardProof.Of(shards, figure, shard => shard.Target, policy);
        var threshold = ShardProof.Of(shards, figure, shard => shard.Threshold, policy);
        var excuse = shards.Select(shard => shard.MachineExcuse).FirstOrDefault(reason => reason is not null);
        var (verdict, notProvenBecause) = Verdicts.Of(threshold, excuse, policy);
        var merged = first with
        {
            Run = ShardLoad.Run(shards),
            Target = first.Target with { Verdict = target.Verdict, Against = target.Against, BreachP = target.BreachP },
            Threshold = first.Threshold with { Verdict = threshold.Verdict, Against = threshold.Against, BreachP = threshold.BreachP },
            Verdict = verdict,
            NotProvenBecause = notProvenBecause,
            MachineExcuse = excuse,
            Measured = figure.Measured,
            Headroom = Headroom.Of(Bound.Parse(first.Threshold.Written), figure.Measured ?? double.NaN),
            Interval = figure.Interval(policy.Alpha),
            Samples = figure.Samples,
            Bursts = Math.Max(figure.Bursts, 1),
            DesignEffect = figure.DesignEffect,
            Sampling = shards.MaxBy(shard => shard.Sampling?.Stopped == SamplingRecord.OutOfTime)!.Sampling,
            Load = ShardLoad.Of(shards),
            Quantiles = figure.Quantiles,
            Histogram = figure.Histogram,
        };
        return merged with { Sentence = merged.Judgement.Sentence };
    }

    private static JudgementPolicy PolicyOf(ObjectiveRecord record) => JudgementPolicy.Named(record.Run.Policy);

    private static void Require(ObjectiveRecord[] shards, string what, Func<ObjectiveRecord, string> of)
    {
        if (Array.Find(shards, shard => of(shard) != of(shards[0])) is { } other)
        {
            throw new FormatException(
                $"Run {other.Run.Id}, {RunHistory.KeyText(other.Key)}: the shards differ in their {what}, {of(shards[0])} and {of(other)}. "
                + "Give runs of their own identifiers of their own.");
        }
    }
}
