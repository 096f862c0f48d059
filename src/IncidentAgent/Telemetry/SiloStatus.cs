namespace IncidentAgent.Telemetry;

/// <summary>Knows whether this process' silo takes calls.</summary>
internal sealed class SiloStatus : ILifecycleParticipant<ISiloLifecycle>
{
    public bool IsRunning { get; private set; }

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(
        nameof(SiloStatus),
        ServiceLifecycleStage.Active,
        _ => Set(true),
        _ => Set(false));

    private Task Set(bool running)
    {
        IsRunning = running;
        return Task.CompletedTask;
    }
}
