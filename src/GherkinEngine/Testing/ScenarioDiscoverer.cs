using Xunit.Abstractions;
using Xunit.Sdk;

namespace GherkinEngine.Testing;

/// <summary>Finds the test of a scenario.</summary>
public sealed class ScenarioDiscoverer(IMessageSink diagnosticMessageSink) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute)
    {
        yield return new ScenarioTestCase(
            diagnosticMessageSink,
            discoveryOptions,
            testMethod,
            null,
            new ScenarioPlace(
                factAttribute.GetNamedArgument<string>(nameof(ScenarioAttribute.DisplayName)),
                factAttribute.GetNamedArgument<string>(nameof(ScenarioAttribute.File)),
                factAttribute.GetNamedArgument<int>(nameof(ScenarioAttribute.Line)),
                [],
                null));
    }
}

/// <summary>Finds the tests of an outline's rows.</summary>
public sealed class ScenarioOutlineDiscoverer(IMessageSink diagnosticMessageSink) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        from row in testMethod.Method.GetCustomAttributes(typeof(ExampleAttribute).AssemblyQualifiedName)
        select new ScenarioTestCase(
            diagnosticMessageSink,
            discoveryOptions,
            testMethod,
            [row.GetNamedArgument<int>(nameof(ExampleAttribute.Scenario))],
            new ScenarioPlace(
                row.GetNamedArgument<string>(nameof(ExampleAttribute.Name)),
                factAttribute.GetNamedArgument<string>(nameof(ScenarioOutlineAttribute.File)),
                row.GetNamedArgument<int>(nameof(ExampleAttribute.Line)),
                row.GetNamedArgument<string[]>(nameof(ExampleAttribute.Tags)),
                row.GetNamedArgument<string?>(nameof(ExampleAttribute.Skip))));
}
