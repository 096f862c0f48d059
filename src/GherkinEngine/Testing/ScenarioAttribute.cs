using Xunit;
using Xunit.Sdk;

namespace GherkinEngine.Testing;

/// <summary>A scenario as a test; its place in the feature file is the test's place.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("GherkinEngine.Testing.ScenarioDiscoverer", "GherkinEngine")]
public sealed class ScenarioAttribute(string file, int line) : FactAttribute
{
    public string File { get; } = file;

    public int Line { get; } = line;
}
