using Microsoft.Extensions.Options;

namespace IncidentAgent.Investigation.Sources;

/// <summary>Who calls whom as it is written in <c>Investigation:Calls</c>, for where there is no Jaeger or its traces do not show it.</summary>
internal sealed class ConfiguredCalls(IOptions<InvestigationOptions> options) : IEvidenceSource
{
    public string Name => "configuration";

    public bool TellsWhoCallsWhom => true;

    public Task<IReadOnlyList<Evidence>> CollectAsync(EvidenceRequest request, CancellationToken cancellation)
    {
        IReadOnlyList<Call> calls = [.. options.Value.Calls.SelectMany(caller => caller.Value.Select(callee => new Call(caller.Key, callee)))];
        return Task.FromResult<IReadOnlyList<Evidence>>(
            request.Incident.Services.IsEmpty || calls.Count == 0 ? [] : [CallEvidence.Of(Name, "Investigation:Calls", request, calls, link: null, [])]);
    }
}
