using Xunit;
using Xunit.Sdk;

namespace GherkinEngine.Testing;

/// <summary>A scenario outline: one test for each <see cref="ExampleAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("GherkinEngine.Testing.ScenarioOutlineDiscoverer", "GherkinEngine")]
public sealed class ScenarioOutlineAttribute(string file) : FactAttribute
{
    public string File { get; } = file;
}

/// <summary>A row of examples as a test.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ExampleAttribute(int scenario, int line, string name, params string[] tags) : Attribute
{
    /// <summary>Its number among the feature's scenarios and rows, from 0.</summary>
    public int Scenario { get; } = scenario;

    public int Line { get; } = line;

    public string Name { get; } = name;

    /// <summary>The tags of its table of examples, without <c>@</c>.</summary>
    public string[] Tags { get; } = tags;

    /// <summary>Why it is not run, or <see langword="null"/>.</summary>
    public string? Skip { get; set; }
}
