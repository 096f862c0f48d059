namespace IncidentAgent.Specs.Support;

/// <summary>
/// The service that the scenarios of one feature share: started and warmed up when the first of them asks for it, stopped with the feature. A scenario's
/// alerts carry a label of its own, so that none meets another's.
/// </summary>
public sealed class FeatureService : IAsyncDisposable
{
    private readonly Dictionary<bool, Task<RunningService>> _warm = [];

    /// <param name="withEvidence">Whether there are Prometheus, Loki and Jaeger to ask.</param>
    public Task<RunningService> WarmAsync(bool withEvidence) =>
        _warm.TryGetValue(withEvidence, out var warm) ? warm : _warm[withEvidence] = StartAsync(withEvidence);

    private static async Task<RunningService> StartAsync(bool withEvidence)
    {
        var service = await RunningService.StartAsync(withEvidence);
        await WarmUp.RunAsync(service);
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var warm in _warm.Values.Where(one => one.IsCompletedSuccessfully))
        {
            await (await warm).DisposeAsync();
        }
    }
}
