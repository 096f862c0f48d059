using LivingDocs.Html;
using LivingDocs.Suite;
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

    public Suggestion? Suggestion { get; init; }

    /// <summary>This run's record, or the last one there is.</summary>
    public ObjectiveRecord? Latest => Record ?? Runs.LastOrDefault();

    public Standing Standing => Record is null ? Standing.NotMeasured : Standings.Of(Record.Verdict);

    /// <summary>"P95 latency, alerts 100".</summary>
    public string Title => string.Join(", ", Key.Example.Select(value => $"{value.Key} {value.Value}").Prepend(Key.Measure));

    public IReadOnlyList<string> Tags => Scenario?.Tags ?? [$"slo:{Key.Slo}"];

    public static string AnchorOf(ObjectiveKey key) => Slug.Of(["slo", key.Slo, key.Measure, .. InOrder(key).Select(value => $"{value.Key} {value.Value}")]);

    /// <summary>Equal for equal keys.</summary>
    public static string TextOf(ObjectiveKey key) =>
        string.Join('\n', [key.Slo, key.Measure, .. InOrder(key).Select(value => $"{value.Key}\t{value.Value}")]);

    private static IEnumerable<KeyValuePair<string, string>> InOrder(ObjectiveKey key) => key.Example.OrderBy(value => value.Key, StringComparer.Ordinal);
}

/// <summary>Two levels one after another.</summary>
/// <param name="Index">The first run of the new level, counted in <see cref="ObjectiveStory.Runs"/>.</param>
/// <param name="LastBefore">The last run of the old one: the cause lies between their commits.</param>
/// <param name="First">The first run of the new one.</param>
/// <param name="Ratio">The new level over the old one.</param>
internal sealed record Change(int Index, ObjectiveRecord LastBefore, ObjectiveRecord First, double Ratio);

/// <summary>A threshold that would hold as well.</summary>
/// <param name="Written">"&lt; 300 ms".</param>
/// <param name="Runs">From how many runs.</param>
internal sealed record Suggestion(string Written, int Runs);
