using IncidentAgent.Specs.Support;

namespace IncidentAgent.Specs.Drivers;

/// <summary>The service a scenario is about: shared by the feature and warmed up, or one of its own.</summary>
public sealed class ServiceDriver(FeatureService shared, Started started)
{
    private RunningService? _current;

    /// <exception cref="InvalidOperationException">No step has said which service the scenario is about.</exception>
    public RunningService Current => _current
        ?? throw new InvalidOperationException("The scenario has to begin with a step that says which service it is about.");

    /// <summary>Prometheus, Loki and Jaeger; <see langword="null"/> when the scenario's service has nobody to ask, or there is none.</summary>
    internal EvidenceStandIns? Evidence => _current is { IsDeployed: false } ? _current.Around.Evidence : null;

    public async Task UseWarmedUpAsync(bool withEvidence = false) => _current = await shared.WarmAsync(withEvidence);

    /// <summary>Starts a service for this scenario alone; one that it has started before goes on by itself.</summary>
    public Task StartAsync(params IReadOnlyList<string> settings) => StartAsync(withEvidence: false, settings);

    public async Task StartAsync(bool withEvidence, params IReadOnlyList<string> settings) =>
        Use(started.Add(await RunningService.StartAsync(withEvidence, settings)));

    /// <summary>From now on the scenario is about a service that somebody else has started and stops.</summary>
    public void Use(RunningService running) => _current = running;
}
