using IncidentAgent.Specs.Support;

namespace IncidentAgent.Specs.Drivers;

/// <summary>The service a scenario is about: shared by the feature and warmed up, or one of its own.</summary>
public sealed class ServiceDriver(FeatureService shared) : IAsyncDisposable
{
    private RunningService? _current;
    private RunningService? _own;

    /// <exception cref="InvalidOperationException">No step has said which service the scenario is about.</exception>
    public RunningService Current => _current ?? throw new InvalidOperationException("The scenario has to begin with a step that says which service it is about.");

    public bool HasSurroundings => _current is { IsDeployed: false };

    public async Task UseWarmedUpAsync() => _current = await shared.WarmAsync();

    /// <summary>Starts a service for this scenario alone.</summary>
    public async Task StartAsync(params IReadOnlyList<string> settings)
    {
        await DisposeAsync();
        Use(await RunningService.StartAsync(settings));
    }

    /// <summary>Makes a service that somebody else has started the scenario's own.</summary>
    public void Use(RunningService running) => _current = _own = running;

    public async ValueTask DisposeAsync()
    {
        if (_own is not null)
        {
            await _own.DisposeAsync();
        }
    }
}
