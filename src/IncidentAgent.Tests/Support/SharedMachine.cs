using System.Reflection;
using ServiceLevels;
using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestFramework("IncidentAgent.Tests.Support.SharedMachine", "IncidentAgent.Tests")]

namespace IncidentAgent.Tests.Support;

/// <summary>
/// xunit as it is, with one difference: a test class holds the machine while it runs, shared with other classes, so that no measurement runs beside it;
/// alone when it is one itself, which its category <c>performance</c> says.
/// </summary>
public sealed class SharedMachine(IMessageSink messages) : XunitTestFramework(messages)
{
    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName assemblyName) =>
        new Executor(assemblyName, SourceInformationProvider, DiagnosticMessageSink);

    private sealed class Executor(AssemblyName assembly, ISourceInformationProvider sources, IMessageSink diagnostics)
        : XunitTestFrameworkExecutor(assembly, sources, diagnostics)
    {
        protected override async void RunTestCases(
            IEnumerable<IXunitTestCase> testCases, IMessageSink executionMessageSink, ITestFrameworkExecutionOptions executionOptions)
        {
            using var runner = new AssemblyRunner(TestAssembly, testCases, DiagnosticMessageSink, executionMessageSink, executionOptions);
            await runner.RunAsync();
        }
    }

    private sealed class AssemblyRunner(
        ITestAssembly assembly,
        IEnumerable<IXunitTestCase> cases,
        IMessageSink diagnostics,
        IMessageSink execution,
        ITestFrameworkExecutionOptions options)
        : XunitTestAssemblyRunner(assembly, cases, diagnostics, execution, options)
    {
        private readonly ParallelOptions _lanes = new() { MaxDegreeOfParallelism = options.MaxParallelThreadsOrDefault() is > 0 and var most ? most : -1 };

        /// <summary>xunit begins all collections at once, and chance decides which of them run first; here they are taken in their order.</summary>
        protected override async Task<RunSummary> RunTestCollectionsAsync(IMessageBus messageBus, CancellationTokenSource cancellationTokenSource)
        {
            var all = new RunSummary();
            await Parallel.ForEachAsync(OrderTestCollections(), _lanes, async (collection, _) =>
            {
                var summary = await RunTestCollectionAsync(messageBus, collection.Item1, collection.Item2, cancellationTokenSource);
                lock (all)
                {
                    all.Aggregate(summary);
                }
            });
            return all;
        }

        protected override Task<RunSummary> RunTestCollectionAsync(
            IMessageBus messageBus,
            ITestCollection testCollection,
            IEnumerable<IXunitTestCase> testCases,
            CancellationTokenSource cancellationTokenSource)
        {
            var collection = new SharedMachineCollection(
                alone => alone ? QuietMachine.AloneAsync(cancellationTokenSource.Token) : QuietMachine.SharedAsync(cancellationTokenSource.Token),
                testCollection,
                testCases,
                DiagnosticMessageSink,
                messageBus,
                TestCaseOrderer,
                new ExceptionAggregator(Aggregator),
                cancellationTokenSource);
            return collection.RunAsync();
        }
    }
}
