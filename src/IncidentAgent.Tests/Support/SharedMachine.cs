using System.Reflection;
using ServiceLevels;
using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestFramework("IncidentAgent.Tests.Support.SharedMachine", "IncidentAgent.Tests")]

namespace IncidentAgent.Tests.Support;

/// <summary>xunit as it is, with one difference: a test class holds the machine shared while it runs, so that no measurement runs beside it.</summary>
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
        protected override Task<RunSummary> RunTestCollectionAsync(
            IMessageBus messageBus,
            ITestCollection testCollection,
            IEnumerable<IXunitTestCase> testCases,
            CancellationTokenSource cancellationTokenSource) =>
            new SharedMachineCollection(
                () => QuietMachine.SharedAsync(cancellationTokenSource.Token),
                testCollection,
                testCases,
                DiagnosticMessageSink,
                messageBus,
                TestCaseOrderer,
                new ExceptionAggregator(Aggregator),
                cancellationTokenSource).RunAsync();
    }
}
