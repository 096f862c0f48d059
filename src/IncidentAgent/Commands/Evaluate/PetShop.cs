using IncidentAgent.Investigation;
using IncidentAgent.Investigation.RootCause;

namespace IncidentAgent.Commands.Evaluate;

/// <summary>
/// Issues injected into a real application, each with its true root cause (Hardt et al., "The PetShop Dataset - Finding Causes of Performance Issues
/// across Microservices", CLeaR 2024).
/// </summary>
internal sealed record PetShop(IReadOnlyList<PetShopScenario> Scenarios)
{
    /// <summary>Every issue with what was normal before it, in the order of the files.</summary>
    /// <remarks>Where a scenario's normal operation is not there, the first row of every other issue of such scenarios stands in for it.</remarks>
    public IEnumerable<PetShopCase> Cases()
    {
        var orphans = Scenarios.Where(scenario => scenario.Normal is null).SelectMany(scenario => scenario.Issues).ToList();
        return
            from scenario in Scenarios
            from issue in scenario.Issues
            let normal = scenario.Normal ?? PetShopTable.Of([.. orphans.Where(other => other != issue).Select(other => other.Rows)], row: 0)
            select new PetShopCase
            {
                Group = scenario.Group,
                Graph = scenario.Graph,
                Normal = normal,
                IsSurrogate = scenario.Normal is null,
                Rows = issue.Rows,
                Target = issue.Target,
                Signal = issue.Signal,
                RootCause = issue.RootCause,
            };
    }

    /// <summary>How many of <see cref="Normally"/> there are of a scenario.</summary>
    public static int NormalWindows(PetShopScenario scenario) => Math.Max(0, (scenario.Normal?.Rows ?? 0) - PetShopCase.RowCount + 1);

    /// <summary>Every five rows in a row of normal operation, as if an alert had come, each with the other rows as what was normal.</summary>
    public static IEnumerable<PetShopCase> Normally(PetShopScenario scenario, string target, Signal signal) => scenario.Normal is not { } normal ? [] :
        from start in Enumerable.Range(0, NormalWindows(scenario))
        select new PetShopCase
        {
            Group = scenario.Group,
            Graph = scenario.Graph,
            Normal = normal.Without(start, PetShopCase.RowCount),
            Rows = normal.Slice(start, PetShopCase.RowCount),
            Target = target,
            Signal = signal,
            RootCause = "",
        };
}

/// <param name="Name">The folder's name.</param>
/// <param name="Graph">Who calls whom.</param>
/// <param name="Normal">Without issues; <see langword="null"/> where it is not there.</param>
/// <param name="Issues">Of all splits.</param>
internal sealed record PetShopScenario(string Name, CallGraph Graph, PetShopTable? Normal, IReadOnlyList<PetShopIssue> Issues)
{
    /// <summary>The name without a number at its end: parts of one scenario are judged together.</summary>
    public string Group => Name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
}

/// <param name="Rows">Five: two before the alert, three after it.</param>
/// <param name="Target">The node that alerts.</param>
/// <param name="Signal">What of it.</param>
/// <param name="RootCause">The node the issue was injected into.</param>
internal sealed record PetShopIssue(PetShopTable Rows, string Target, Signal Signal, string RootCause);

/// <summary>One question to a method: which node is it?</summary>
internal sealed record PetShopCase
{
    public const int RowCount = 5;

    public required string Group { get; init; }

    public required CallGraph Graph { get; init; }

    public required PetShopTable Normal { get; init; }

    /// <summary>Whether the normal rows are taken from other issues.</summary>
    public bool IsSurrogate { get; init; }

    public required PetShopTable Rows { get; init; }

    public required string Target { get; init; }

    public required Signal Signal { get; init; }

    /// <summary>The answer; methods do not look at it.</summary>
    public required string RootCause { get; init; }

    /// <summary>The first row after the alert.</summary>
    public int Onset { get; init; } = 2;

    public string Metric => Figures.Noun(Signal);
}
