using ServiceLevels.Load;

namespace IncidentAgent.Specs.Support;

/// <summary>
/// Brings a service to its working state before anything is measured: at least 200 calls for tier-1 code, and as many connections as the largest burst
/// opens. What a cold service does is measured on its own.
/// </summary>
internal static class WarmUp
{
    private const int Calls = 240;
    private const int Senders = 8;
    private const int LargestBurst = 200;

    public static async Task RunAsync(RunningService service)
    {
        await RunAsync(service, new Arrivals.Senders(Senders, Calls));
        await RunAsync(service, new Arrivals.AtOnce(LargestBurst));
        for (var call = 0; call < Calls / Senders; call++)
        {
            await service.Agent.Client.GetStringAsync("/health");
            await service.Agent.Client.GetStringAsync("/metrics");
            await service.Agent.CalibrateAsync();
        }
    }

    private static async Task RunAsync(RunningService service, Arrivals arrivals)
    {
        var batch = new Batch(arrivals.Total, services: arrivals.Total / 4);
        await LoadGenerator.RunAsync(arrivals, async (index, token) => (await service.DeliverAsync(batch[index], token)).Outcome);
        await service.SettledAsync(batch.Label, batch.Services.Count);
    }
}
