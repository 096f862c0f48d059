using ServiceLevels.Objectives;

namespace LivingDocs.Suite;

/// <summary>A scenario, or one row of an outline, and what became of it.</summary>
internal sealed record Scenario
{
    /// <summary>The path of its feature file, and where in it.</summary>
    public required string Uri { get; init; }

    public required int Line { get; init; }

    /// <summary>With the values of the row filled in.</summary>
    public required string Name { get; init; }

    /// <summary>The name of the outline as it is written; <see langword="null"/> for a scenario by itself.</summary>
    public string? Outline { get; init; }

    /// <summary>The values of the row by column.</summary>
    public IReadOnlyDictionary<string, string> Example { get; init; } = Nothing;

    public string? Rule { get; init; }

    /// <summary>With those of its feature, its rule and its examples, without the @.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>As it is written, with the background before it.</summary>
    public IReadOnlyList<SourceLine> Source { get; init; } = [];

    /// <summary>The objectives in its tables.</summary>
    public IReadOnlyList<DeclaredObjective> Objectives { get; init; } = [];

    public Outcome Outcome { get; init; } = Outcome.NotRun;

    public TimeSpan? Took { get; init; }

    public IReadOnlyList<Step> Steps { get; init; } = [];

    /// <summary>What it wrote into the report.</summary>
    public IReadOnlyList<string> Log { get; init; } = [];

    /// <summary>What it found about its objectives.</summary>
    public IReadOnlyList<ObjectiveRecord> Records { get; init; } = [];

    /// <summary>Why it was skipped, or why it could not begin; <see langword="null"/> otherwise.</summary>
    public string? Reason => Steps.FirstOrDefault(step => step.Outcome is not Outcome.Passed && step.Message is not null)?.Message;

    public static IReadOnlyDictionary<string, string> Nothing { get; } = new Dictionary<string, string>();
}

/// <param name="Keyword">"Given", or "Hook" for what the suite does around a scenario.</param>
/// <param name="Text">The sentence.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Took">How long it ran.</param>
/// <param name="Message">What went wrong, or why it was left out.</param>
/// <param name="Stack">Where it went wrong.</param>
internal sealed record Step(string Keyword, string Text, Outcome Outcome, TimeSpan Took, string? Message, string? Stack);

/// <param name="Number">From 1.</param>
/// <param name="Text">As it is written.</param>
/// <param name="Keyword">What on it is a keyword: "Scenario", "Given "; <see langword="null"/> for none.</param>
internal sealed record SourceLine(int Number, string Text, string? Keyword);

/// <summary>A row of a table with the columns measure, target and threshold.</summary>
internal sealed record DeclaredObjective(ObjectiveKey Key, string Target, string Threshold);
