using IncidentAgent.Investigation.Detection;

namespace IncidentAgent.Investigation.RootCause;

/// <summary>What is known of a suspected service beside its latency and availability: witnesses that do not depend on those.</summary>
internal sealed record Circumstances
{
    private const double FullFrom = 0.9;
    private const int MostCharacters = 120;

    public required string Service { get; init; }

    /// <summary>Whether one of its own alerts is in the incident.</summary>
    public bool IsAlerting { get; init; }

    /// <summary>Whether the call graph shows that it calls nobody.</summary>
    public bool CallsNobody { get; init; }

    /// <summary>
    /// What was changed of it shortly before the onset, the last change first. A workflow run is not among them: it may have changed nothing.
    /// </summary>
    public IReadOnlyList<NearbyChange> Changes { get; init; } = [];

    /// <summary>Its resources that ran full after the onset and were not before.</summary>
    public IReadOnlyList<(string Resource, string EvidenceId)> Full { get; init; } = [];

    /// <summary>What its log had never said before the window.</summary>
    public IReadOnlyList<(string Template, string EvidenceId)> NewPatterns { get; init; } = [];

    public static Circumstances Of(
        string service, CaseFile file, Measurements measurements, CallGraph graph, int onset, IReadOnlyList<NearbyChange> changes) => new()
        {
            Service = service,
            IsAlerting = file.Alerting.Contains(service),
            CallsNobody = graph.Knows(service) && graph.Callees(service).Count == 0,
            Changes = [.. changes.Where(near => near.Change.Service == service && near.Change.Kind != ChangeEvent.WorkflowRun)],
            Full =
            [
                .. measurements.ResourcesOf(service).Where(resource => RanFull(measurements.Around(onset, resource), resource.Signal))
                    .Select(resource => (resource.Resource ?? "a resource", measurements.EvidenceOf(resource).First())),
            ],
            NewPatterns =
            [
                .. file.Evidence.SelectMany(one => (one.Facts?.Patterns ?? []).Where(pattern => pattern.Service == service && pattern is { Before: 0, Now: > 0 })
                        .Select(pattern => (pattern.Template, one.Id)))
                    .OrderBy(pattern => pattern.Template, StringComparer.Ordinal).ThenBy(pattern => pattern.Id, StringComparer.Ordinal),
            ],
        };

    /// <summary>Each witness in a few words, the strongest first, and the evidence it is taken from.</summary>
    public IEnumerable<(string Words, string EvidenceId)> Agreements(DateTimeOffset onset) =>
    [
        .. Changes.Select(near => (NearbyChanges.Words(near.Change, onset), near.EvidenceId)),
        .. Full.Select(full => ($"{full.Resource} of {Service} ran full", full.EvidenceId)),
        .. NewPatterns.Select(pattern => ($"its log says \"{Wording.Clip(pattern.Template, MostCharacters)}\", which it never did before", pattern.EvidenceId)),
    ];

    private static bool RanFull(ServiceWindow window, Signal signal)
    {
        IReadOnlyList<double> before = [.. window.History, .. window.Before];
        var usual = before.Where(double.IsFinite).DefaultIfEmpty(double.PositiveInfinity).Max();
        return new RobustZScore().Judge(before, window.After).Zip(window.After)
            .Any(read => read.First.Fires && read.Second > usual && (signal == Signal.Saturation || read.Second >= FullFrom));
    }
}
