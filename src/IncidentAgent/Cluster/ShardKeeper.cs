using IncidentAgent.Storage;

namespace IncidentAgent.Cluster;

/// <summary>Pings every shard's grain: whichever node it lived on, after that node's end the next ping brings it up elsewhere.</summary>
internal sealed partial class ShardKeeper(IGrainFactory grains, TimeProvider time, ILogger<ShardKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(PingEvery, time);
        try
        {
            do
            {
                try
                {
                    await Task.WhenAll(Enumerable.Range(0, Shards.Count).Select(shard => grains.GetGrain<IWorkShardGrain>(shard).Ping()));
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    PingFailed(e);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    [LoggerMessage(LogLevel.Warning, "A shard of due work did not answer; the next ping tries again")]
    private partial void PingFailed(Exception e);
}
