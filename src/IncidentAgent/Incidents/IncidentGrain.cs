using Orleans.Concurrency;

namespace IncidentAgent.Incidents;

/// <summary>What makes a key's writer the only one: Orleans sees to it that the grain is activated in one place, and a writer lives as long as its grain.</summary>
[Reentrant]
internal sealed class IncidentGrain(IncidentWriters writers, TimeProvider time) : Grain, IIncidentGrain
{
    private IncidentWriter _writer = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _writer = writers.Open(this.GetPrimaryKeyString(), DeactivateOnIdle);
        return Task.CompletedTask;
    }

    public Task<ObserveReply> Observe(ObserveRequest request)
    {
        _writer.GrainCalledAt = time.GetTimestamp();
        return _writer.ObserveAsync(request.Alerts).AsTask();
    }

    public Task<ActReply> Act(ActRequest request) => _writer.ActAsync(request);

    public Task<BeginStepReply> BeginStep(BeginStepRequest request) => _writer.BeginStepAsync(request);

    public Task<WrittenReply> EndStep(EndStepRequest request) => _writer.EndStepAsync(request);

    public Task<ClaimReply> Claim(ClaimRequest request) => _writer.ClaimAsync(request);

    public Task<WrittenReply> Settle(SettleRequest request) => _writer.SettleAsync(request);

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        writers.CloseAsync(_writer).WaitAsync(cancellationToken);
}
