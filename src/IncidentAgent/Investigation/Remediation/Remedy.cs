using System.IO.Enumeration;
using IncidentAgent.Incidents;
using IncidentAgent.Investigation.RootCause;

namespace IncidentAgent.Investigation.Remediation;

/// <summary>An action as the catalogue has it, before it is filled from an incident.</summary>
internal sealed record Remedy
{
    public required string Id { get; init; }

    public required Template Title { get; init; }

    public required RemedyCondition When { get; init; }

    public required IReadOnlyList<RemedyStep> Steps { get; init; }

    public required Risk Risk { get; init; }

    public required TimeSpan Duration { get; init; }

    public IReadOnlyList<Template> Prerequisites { get; init; } = [];

    public IReadOnlyList<RemedyStep> Rollback { get; init; } = [];

    public IReadOnlyList<Template> Watch { get; init; } = [];

    public Template? Runbook { get; init; }
}

internal sealed record RemedyStep(Template Text, Template? Command);

/// <summary>For which causes a remedy is; what is left out always holds.</summary>
internal sealed record RemedyCondition
{
    /// <summary>Never empty.</summary>
    public required IReadOnlySet<CauseCategory> Categories { get; init; }

    /// <summary>Names of services; <c>*</c> stands for any characters.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>Every alert of the incident has these values.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>What the evidence that the cause cites must measure of its service: one of these.</summary>
    public IReadOnlyList<RemedySignal> Signals { get; init; } = [];

    public bool Holds(CauseCategory category, string? service, Incident incident, IEnumerable<SignalSeries> cited) =>
        Categories.Contains(category)
        && (Services.Count == 0 || Services.Any(pattern => service is not null && FileSystemName.MatchesSimpleExpression(pattern, service, ignoreCase: false)))
        && Labels.All(label => incident.CommonLabels.GetValueOrDefault(label.Key) == label.Value)
        && (Signals.Count == 0 || cited.Any(series => Signals.Any(signal => signal.Is(series))));
}

/// <param name="Signal">What is measured.</param>
/// <param name="Resource">Of which resource; <see langword="null"/> for any.</param>
internal sealed record RemedySignal(Signal Signal, string? Resource)
{
    public bool Is(SignalSeries series) => series.Signal == Signal && (Resource is null || Resource == series.Resource);
}
