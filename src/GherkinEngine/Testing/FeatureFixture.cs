using System.Reflection;
using GherkinEngine.Running;
using Xunit;
using Xunit.Abstractions;

namespace GherkinEngine.Testing;

/// <summary>What the scenarios of a feature share: it begins with the first that is run.</summary>
public sealed class FeatureFixture : IAsyncLifetime
{
    private FeatureRun? _feature;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _feature?.FinishAsync() ?? Task.CompletedTask;

    internal async Task<ScenarioRun> BeginAsync(Assembly tests, FeatureSource source, int scenario, ITestOutputHelper output)
    {
        _feature ??= await TestRun.Of(tests).BeginAsync(source);
        return await _feature.BeginAsync(scenario, output);
    }
}
