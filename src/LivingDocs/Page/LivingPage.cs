using LivingDocs.Coverage;
using LivingDocs.Objectives;
using LivingDocs.Suite;
using ServiceLevels.Objectives;

namespace LivingDocs.Page;

/// <summary>All that the page tells.</summary>
internal sealed record LivingPage
{
    public required SuiteRun Run { get; init; }

    public required IReadOnlyList<ObjectiveStory> Stories { get; init; }

    public FoundingTable Founding { get; init; } = FoundingTable.None;

    /// <summary>What of the inputs could not be used, in sentences.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Commit, policy and machine, where a record says them.</summary>
    public RunRecord? Source => Stories.Select(story => story.Record?.Run).FirstOrDefault(run => run is not null);

    public int Count(Standing standing) => Stories.Count(story => story.Standing == standing);

    public int Count(Outcome outcome) => Run.Scenarios.Count(scenario => scenario.Outcome == outcome);

    public IEnumerable<ObjectiveStory> Of(Scenario scenario) => Stories.Where(story => story.Scenario == scenario);

    /// <param name="run">What was run; <see cref="SuiteRun.None"/> where only the history is known.</param>
    /// <param name="history">In time order.</param>
    /// <param name="founding">What has to be covered.</param>
    /// <param name="remarks">What of the inputs could not be used.</param>
    public static LivingPage Of(SuiteRun run, IReadOnlyList<ObjectiveRecord> history, FoundingTable founding, params IReadOnlyList<string> remarks) => new()
    {
        Run = run,
        Stories = ObjectiveStories.Of(run, history),
        Founding = founding,
        Remarks = run.UnreadableLines == 0
            ? remarks
            : [.. remarks, $"{Figures.Count(run.UnreadableLines, "line")} of the messages could not be read."],
    };
}
