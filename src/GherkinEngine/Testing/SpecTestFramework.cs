using System.Reflection;
using GherkinEngine.Running;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace GherkinEngine.Testing;

/// <summary>xunit, which ends the run of the assembly's scenarios when its last test has run.</summary>
public sealed class SpecTestFramework(IMessageSink messageSink) : XunitTestFramework(messageSink)
{
    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName assemblyName) =>
        new Executor(assemblyName, SourceInformationProvider, DiagnosticMessageSink);

    private sealed class Executor(AssemblyName assembly, ISourceInformationProvider sources, IMessageSink diagnostics)
        : XunitTestFrameworkExecutor(assembly, sources, diagnostics)
    {
        protected override async void RunTestCases(
            IEnumerable<IXunitTestCase> testCases, IMessageSink executionMessageSink, ITestFrameworkExecutionOptions executionOptions)
        {
            using var runner = new Runner(TestAssembly, testCases, DiagnosticMessageSink, executionMessageSink, executionOptions);
            await runner.RunAsync();
        }
    }

    private sealed class Runner(
        ITestAssembly assembly,
        IEnumerable<IXunitTestCase> cases,
        IMessageSink diagnostics,
        IMessageSink execution,
        ITestFrameworkExecutionOptions options) : XunitTestAssemblyRunner(assembly, cases, diagnostics, execution, options)
    {
        protected override async Task BeforeTestAssemblyFinishedAsync()
        {
            await Aggregator.RunAsync(FinishAsync);
            await base.BeforeTestAssemblyFinishedAsync();
        }

        private async Task FinishAsync()
        {
            foreach (var line in await TestRun.FinishAsync(((IReflectionAssemblyInfo)TestAssembly.Assembly).Assembly))
            {
                DiagnosticMessageSink.OnMessage(new DiagnosticMessage(line));
            }
        }
    }
}
