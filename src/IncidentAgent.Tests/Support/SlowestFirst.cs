using Xunit.Abstractions;

[assembly: TestCollectionOrderer("IncidentAgent.Tests.Support.SlowestFirst", "IncidentAgent.Tests")]

namespace IncidentAgent.Tests.Support;

/// <summary>Starts the classes that start programs before the others, so that none of them is what everything waits for in the end.</summary>
public sealed class SlowestFirst : ITestCollectionOrderer
{
    private static readonly string[] Slow = [".EndToEnd.", ".RealPrometheusTests"];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderByDescending(collection => Slow.Any(part => collection.DisplayName.Contains(part, StringComparison.Ordinal)));
}
