using IncidentAgent.Investigation.Sources;
using IncidentAgent.Storage;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Investigation.Changes;

/// <summary>The changes that were reported to the agent itself, of the services nearby and those of no named service.</summary>
internal sealed class ReportedChanges(IIncidentStore store, IOptions<InvestigationOptions> options) : IEvidenceSource
{
    private const int MostRead = 1000;

    public string Name => "changes";

    public Task<IReadOnlyList<Evidence>> CollectAsync(EvidenceRequest request, CancellationToken cancellation)
    {
        var from = request.From - options.Value.ChangesLookBack;
        var near = store.Changes(new ChangeFilter(MostRead) { From = from, To = request.To })
            .Select(one => one.Change).Where(change => change.Service is null || request.Services.Contains(change.Service));
        var query = $"/api/changes?from={Uri.EscapeDataString(from.ToString("O"))}&to={Uri.EscapeDataString(request.To.ToString("O"))}";
        return Task.FromResult(ChangeEvidence.Of(Name, "Reported changes", query, from, request.To, near));
    }
}
