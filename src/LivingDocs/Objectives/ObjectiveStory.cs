using LivingDocs.Html;
using LivingDocs.Suite;
using ServiceLevels.History;
using ServiceLevels.Objectives;

namespace LivingDocs.Objectives;

/// <summary>One objective: what is promised, what this run found, and what the runs before it found.</summary>
internal sealed record ObjectiveStory
{
    public required ObjectiveKey Key { get; init; }

    /// <summary>Where it is on the page; the same as long as it is called the same.</summary>
    public required string Anchor { get; init; }

    public required string Target { get; init; }

    public required string Threshold { get; init; }

    /// <summary>What this run found; <see langword="null"/> where it says nothing.</summary>
    public ObjectiveRecord? Record { get; init; }

    /// <summary>The scenario that promises it; <see langword="null"/> where only the history knows it.</summary>
    public Scenario? Scenario { get; init; }

    /// <summary>All runs on the class of machine that was used last, oldest first, this one too.</summary>
    public IReadOnlyList<ObjectiveRecord> Runs { get; init; } = [];

    /// <summary>Runs on other classes of machines, with which these cannot be compared.</summary>
    public int RunsElsewhere { get; init; }

    /// <summary>Where its figure changed for good.</summary>
    public IReadOnlyList<Change> Changes { get; init; } = [];

    /// <summary>A tighter threshold that would have held; <see langword="null"/> where the runs say nothing of one.</summary>
    public SuggestedThreshold? Suggestion { get; init; }

    /// <summary>This run's record, or the last one there is.</summary>
    public ObjectiveRecord? Latest => Record ?? Runs.LastOrDefault();

    public Standing Standing => Record is null ? Standing.NotMeasured : Standings.Of(Record);

    /// <summary>"P95 latency, alerts 100".</summary>
    public string Title => string.Join(", ", Key.Example.Select(value => $"{value.Key} {value.Value}").Prepend(Key.Measure));

    public IReadOnlyList<string> Tags => Scenario?.Tags ?? [$"slo:{Key.Slo}"];

    public static string AnchorOf(ObjectiveKey key) => Slug.Of(["slo", key.Slo, key.Measure, .. InOrder(key).Select(value => $"{value.Key} {value.Value}")]);

    private static IEnumerable<KeyValuePair<string, string>> InOrder(ObjectiveKey key) => key.Example.OrderBy(value => value.Key, StringComparer.Ordinal);
}

/// <param name="Index">The first run of the new level, counted in <see cref="ObjectiveStory.Runs"/>.</param>
/// <param name="Point">The two runs between which it lies, and the levels before and after.</param>
internal sealed record Change(int Index, ChangePoint Point)
{
    /// <summary>The new level over the old one; nothing where there was none of either.</summary>
    public double? Ratio => Point is { Before: > 0, After: > 0 } ? Point.After / Point.Before : null;
}
