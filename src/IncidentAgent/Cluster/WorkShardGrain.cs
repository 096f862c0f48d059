using IncidentAgent.Incidents;
using IncidentAgent.Storage;

namespace IncidentAgent.Cluster;

/// <summary>Scans one shard of the rows for work that is due, so that each row is looked at by one node at a time.</summary>
[Alias("incident-agent.work-shard")]
internal interface IWorkShardGrain : IGrainWithIntegerKey
{
    /// <summary>Keeps the scan alive.</summary>
    [Alias("ping")]
    Task Ping();
}

internal sealed partial class WorkShardGrain(IIncidentStore store, WorkQueue work, TimeProvider time, ILogger<WorkShardGrain> logger)
    : Grain, IWorkShardGrain
{
    private const int MostOfEachKind = 200;
    private static readonly TimeSpan ScanEvery = TimeSpan.FromSeconds(1);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(Scan, new GrainTimerCreationOptions(TimeSpan.Zero, ScanEvery));
        return Task.CompletedTask;
    }

    public Task Ping() => Task.CompletedTask;

    private async Task Scan(CancellationToken cancellation)
    {
        try
        {
            foreach (var due in await store.DueAsync((int)this.GetPrimaryKeyLong(), time.GetUtcNow(), MostOfEachKind))
            {
                work.Offer(due);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            ScanFailed(e, this.GetPrimaryKeyLong());
        }
    }

    [LoggerMessage(LogLevel.Warning, "Shard {Shard} could not be scanned for due work; the next scan tries again")]
    private partial void ScanFailed(Exception e, long shard);
}
