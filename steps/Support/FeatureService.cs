namespace IncidentAgent.Specs.Support;

/// <summary>
/// The service that the scenarios of one feature share: started and warmed up when the first of them asks for it, stopped with the feature. A scenario's
/// alerts carry a label of its own, so that none meets another's.
/// </summary>
public sealed class FeatureService : IAsyncDisposable
{
    private Task<RunningService>? _warm;

    public Task<RunningService> WarmAsync() => _warm ??= StartAsync();

    private static async Task<RunningService> StartAsync()
    {
        var service = await RunningService.StartAsync();
        await WarmUp.RunAsync(service);
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        if (_warm is { IsCompletedSuccessfully: true } warm)
        {
            await (await warm).DisposeAsync();
        }
    }
}
