using GherkinEngine.Running;
using Xunit.Abstractions;

namespace GherkinEngine.Testing;

/// <summary>The class of tests that a feature file becomes.</summary>
public abstract class FeatureTest(FeatureFixture fixture, FeatureSource source, ITestOutputHelper output)
{
    /// <summary>Begins a scenario by its number among the feature's scenarios and rows, from 0.</summary>
    protected Task<ScenarioRun> BeginAsync(int scenario) => fixture.BeginAsync(GetType().Assembly, source, scenario, output);
}
