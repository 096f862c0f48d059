using ServiceLevels.Objectives;

namespace LivingDocs.Suite;

/// <summary>One run of a suite, as far as its messages tell.</summary>
internal sealed record SuiteRun
{
    public static readonly SuiteRun None = new();

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether the end of the run has been reported.</summary>
    public bool IsFinished { get; init; }

    /// <summary>"Reqnroll 3.3.3 on .NET 10.0.1, linux-x64".</summary>
    public string? Runner { get; init; }

    public IReadOnlyList<Feature> Features { get; init; } = [];

    /// <summary>What the suite says of the run as a whole.</summary>
    public IReadOnlyList<string> Log { get; init; } = [];

    /// <summary>What went wrong around the scenarios: hooks of the run and of features.</summary>
    public IReadOnlyList<Step> HookFailures { get; init; } = [];

    /// <summary>Lines that are no messages, other than a last one that was cut off.</summary>
    public int UnreadableLines { get; init; }

    public IEnumerable<Scenario> Scenarios => Features.SelectMany(feature => feature.Scenarios);

    /// <summary>What it found about objectives that no scenario has: of the run as a whole.</summary>
    public IReadOnlyList<ObjectiveRecord> OwnRecords { get; init; } = [];

    /// <summary>All that it found about its objectives.</summary>
    public IEnumerable<ObjectiveRecord> Records => Scenarios.SelectMany(scenario => scenario.Records).Concat(OwnRecords);

    /// <summary>Whether there is anything to tell of it.</summary>
    public bool WasRun => Scenarios.Any(scenario => scenario.Outcome is not Outcome.NotRun);

    /// <summary>The same with the verdicts as they are among all others of the run, see <see cref="RunVerdicts"/>.</summary>
    /// <exception cref="FormatException">The run names a policy that is not known here.</exception>
    public SuiteRun JudgedTogether()
    {
        if (Records.FirstOrDefault() is not { } first)
        {
            return this;
        }

        var together = new Queue<ObjectiveRecord>(RunVerdicts.Of([.. Records], JudgementPolicy.Named(first.Run.Policy)));
        return this with
        {
            Features = [.. Features.Select(feature => feature with
            {
                Scenarios = [.. feature.Scenarios.Select(scenario => scenario with { Records = [.. scenario.Records.Select(_ => together.Dequeue())] })],
            })],
            OwnRecords = [.. together],
        };
    }
}

/// <summary>A feature file.</summary>
/// <param name="Uri">Its path.</param>
/// <param name="Name">What follows the keyword.</param>
/// <param name="Description">The text below; empty for none.</param>
/// <param name="Scenarios">In the order of the file.</param>
internal sealed record Feature(string Uri, string Name, string Description, IReadOnlyList<Scenario> Scenarios)
{
    /// <summary>"ServiceLevels"; empty for a file that is in no folder below <c>features</c>.</summary>
    public string Folder
    {
        get
        {
            var folders = Uri.Split('/')[..^1];
            return string.Join(" / ", folders is [.., "features" or "Features"] ? [] : folders[(Array.FindIndex(folders, IsRoot) + 1)..]);
        }
    }

    private static bool IsRoot(string folder) => folder is "features" or "Features";
}
