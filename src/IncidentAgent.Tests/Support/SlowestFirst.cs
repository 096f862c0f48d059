using Xunit.Abstractions;

[assembly: TestCollectionOrderer("IncidentAgent.Tests.Support.SlowestFirst", "IncidentAgent.Tests")]

namespace IncidentAgent.Tests.Support;

/// <summary>
/// Starts the classes that start programs before the others, so that none of them is what everything waits for in the end. Measurements come last: while
/// one waits to have the machine to itself, nothing else begins.
/// </summary>
public sealed class SlowestFirst : ITestCollectionOrderer
{
    private static readonly string[] Slow = [".EndToEnd.", ".Browser.", ".DemoCommandTests", ".RealPrometheusTests"];
    private static readonly string[] Alone = [".SharedTransactionTests"];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) => testCollections
        .OrderBy(collection => IsOneOf(Alone, collection))
        .ThenByDescending(collection => IsOneOf(Slow, collection));

    private static bool IsOneOf(string[] classes, ITestCollection collection) =>
        Array.Exists(classes, part => collection.DisplayName.Contains(part, StringComparison.Ordinal));
}
