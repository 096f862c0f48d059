using LivingDocs.Html;
using LivingDocs.Suite;
using ServiceLevels.History;
using ServiceLevels.Objectives;

namespace LivingDocs.Objectives;

/// <summary>Brings together what the features promise, what the run found and what the history knows.</summary>
internal static class ObjectiveStories
{
    /// <param name="run">What was run.</param>
    /// <param name="history">In time order; whether this run's records are among them makes no difference.</param>
    public static IReadOnlyList<ObjectiveStory> Of(SuiteRun run, IReadOnlyList<ObjectiveRecord> history)
    {
        Dictionary<string, Parts> parts = [];
        foreach (var scenario in run.Scenarios)
        {
            foreach (var declared in scenario.Objectives)
            {
                var part = Part(parts, declared.Key);
                (part.Scenario, part.Declared) = (scenario, declared);
            }

            foreach (var record in scenario.Records)
            {
                var part = Part(parts, record.Key);
                (part.Scenario, part.Record) = (scenario, record);
            }
        }

        foreach (var record in run.OwnRecords)
        {
            Part(parts, record.Key).Record = record;
        }

        foreach (var record in history)
        {
            Part(parts, record.Key).History.Add(record);
        }

        // Without messages the newest line of the history is all that is known of a run.
        var last = run.WasRun ? null : history.MaxBy(record => record.Run.At)?.Run.Id;
        Parts[] all = [.. parts.Values];
        var anchors = Slug.Distinct(all.Select(part => ObjectiveStory.AnchorOf(part.Key)));
        return [.. all.Zip(anchors, (part, anchor) => Story(part, anchor, last))];
    }

    private static ObjectiveStory Story(Parts part, string anchor, string? lastRun)
    {
        var runs = new RunHistory(part.Record is null ? part.History : [.. part.History, part.Record], new LeftOut(0, 0));
        var record = part.Record ?? part.History.FindLast(record => record.Run.Id == lastRun);
        var latest = record ?? runs.Records.LastOrDefault();
        var comparable = latest is null ? [] : runs.Of(part.Key, latest.Run.Machine.Class);
        var (target, threshold) = (latest?.Target.Written ?? part.Declared!.Target, latest?.Threshold.Written ?? part.Declared!.Threshold);
        return new ObjectiveStory
        {
            Key = part.Key,
            Anchor = anchor,
            Target = target,
            Threshold = threshold,
            Record = record,
            Scenario = part.Scenario,
            Runs = comparable,
            RunsElsewhere = runs.Records.Count - comparable.Count,
            Changes = Changes(comparable),
            Suggestion = SuggestedThreshold.Of(runs, part.Key, target, threshold),
        };
    }

    private static IReadOnlyList<Change> Changes(IReadOnlyList<ObjectiveRecord> runs) =>
    [
        .. from change in ChangePoint.All(runs)
           let index = runs.TakeWhile(run => run.Run.Id != change.First.Id).Count()
           where index < runs.Count
           select new Change(index, change),
    ];

    private static Parts Part(Dictionary<string, Parts> parts, ObjectiveKey key)
    {
        var text = RunHistory.KeyText(key);
        return parts.TryGetValue(text, out var part) ? part : parts[text] = new Parts(key);
    }

    private sealed class Parts(ObjectiveKey key)
    {
        public ObjectiveKey Key => key;

        public Scenario? Scenario { get; set; }

        public DeclaredObjective? Declared { get; set; }

        public ObjectiveRecord? Record { get; set; }

        public List<ObjectiveRecord> History { get; } = [];
    }
}
