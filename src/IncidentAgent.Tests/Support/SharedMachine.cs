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
        /// <summary>xunit counts the collections that run at once in the method that is replaced here.</summary>
        private readonly SemaphoreSlim _atOnce = new(options.MaxParallelThreadsOrDefault() is > 0 and var most ? most : int.MaxValue);

        protected override async Task<RunSummary> RunTestCollectionAsync(
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
            await _atOnce.WaitAsync(cancellationTokenSource.Token);
            try
            {
                return await collection.RunAsync();
            }
            finally
            {
                _atOnce.Release();
            }
        }

        public override void Dispose()
        {
            _atOnce.Dispose();
            base.Dispose();
        }
    }
}
