using ServiceLevels;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace IncidentAgent.Tests.Support;

/// <summary>Runs the classes of a collection, each while it holds the machine. A class that does not get it in time fails with that reason.</summary>
internal sealed class SharedMachineCollection(
    Func<bool, Task<QuietMachine>> takeMachine,
    ITestCollection collection,
    IEnumerable<IXunitTestCase> cases,
    IMessageSink diagnostics,
    IMessageBus messages,
    ITestCaseOrderer orderer,
    ExceptionAggregator aggregator,
    CancellationTokenSource cancellation)
    : XunitTestCollectionRunner(collection, cases, diagnostics, messages, orderer, aggregator, cancellation)
{
    protected override async Task<RunSummary> RunTestClassAsync(
        ITestClass testClass, IReflectionTypeInfo @class, IEnumerable<IXunitTestCase> testCases)
    {
        var collectionsOwn = Aggregator;
        Aggregator = new ExceptionAggregator(collectionsOwn);
        QuietMachine? machine = null;
        await Aggregator.RunAsync(async () => machine = await takeMachine(testCases.Any(IsMeasurement)));
        using (machine)
        {
            var summary = await base.RunTestClassAsync(testClass, @class, testCases);
            Aggregator = collectionsOwn;
            return summary;
        }
    }

    private static bool IsMeasurement(IXunitTestCase test) => test.Traits.TryGetValue("Category", out var categories) && categories.Contains("performance");
}
