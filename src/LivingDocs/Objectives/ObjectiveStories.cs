using LivingDocs.Html;
using LivingDocs.Suite;
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

        foreach (var record in history)
        {
            Part(parts, record.Key).History.Add(record);
        }

        // Without messages the newest line of the history is all that is known of a run.
        var last = run.WasRun ? null : history.MaxBy(record => record.Run.At)?.Run.Id;
        Parts[] all = [.. parts.Values];
        var anchors = Slug.Distinct(all.Select(part => ObjectiveStory.AnchorOf(part.Key)));
        return [.. all.Zip(anchors, (part, anchor) => Story(part, anchor, last)).OfType<ObjectiveStory>()];
    }

    private static ObjectiveStory? Story(Parts part, string anchor, string? lastRun)
    {
        var record = part.Record ?? part.History.FindLast(record => record.Run.Id == lastRun);
        var runs = part.History.Where(earlier => earlier.Run.Id != record?.Run.Id).Concat(record is null ? [] : [record]).ToList();
        var machine = (record ?? runs.LastOrDefault())?.Run.Machine.Class;
        ObjectiveRecord[] comparable = [.. runs.Where(earlier => earlier.Run.Machine.Class == machine)];
        var latest = record ?? runs.LastOrDefault();
        return new ObjectiveStory
        {
            Key = part.Key,
            Anchor = anchor,
            Target = latest?.Target.Written ?? part.Declared!.Target,
            Threshold = latest?.Threshold.Written ?? part.Declared!.Threshold,
            Record = record,
            Scenario = part.Scenario,
            Runs = comparable,
            RunsElsewhere = runs.Count - comparable.Length,
            Changes = Retrospect.Changes(comparable),
            Suggestion = Retrospect.Suggestion(comparable),
        };
    }

    private static Parts Part(Dictionary<string, Parts> parts, ObjectiveKey key)
    {
        var text = ObjectiveStory.TextOf(key);
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
