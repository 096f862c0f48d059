using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentAgent.Alerts;
using IncidentAgent.Investigation;

namespace IncidentAgent.Commands;

/// <summary>What the agent would do with a payload, without having done it.</summary>
internal sealed record Analysis
{
    /// <summary>The incidents that would open, in the order of their first alert.</summary>
    public required IReadOnlyList<AnalysedIncident> Incidents { get; init; }

    /// <summary>Why an alert would be put aside, one line each.</summary>
    public IReadOnlyList<string> Quarantined { get; init; } = [];

    /// <summary>What else the reader should know, for example that all alerts of the payload are resolved already.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}

/// <summary>An incident that would open.</summary>
internal sealed record AnalysedIncident
{
    /// <summary>What its alerts have in common.</summary>
    public required string Key { get; init; }

    public required Severity Severity { get; init; }

    public required string Title { get; init; }

    public required int FiringAlerts { get; init; }

    public required int ResolvedAlerts { get; init; }

    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>The destinations that would be told, in that order.</summary>
    public IReadOnlyList<string> Told { get; init; } = [];

    /// <summary>What the configured sources say now; <see langword="null"/> when none is configured.</summary>
    public Findings? Findings { get; init; }
}

/// <summary>What comes of looking at a payload.</summary>
internal abstract record AnalysisOutcome
{
    private AnalysisOutcome() { }

    public sealed record Analysed(Analysis Analysis) : AnalysisOutcome;

    /// <summary>It is no alert payload.</summary>
    /// <param name="Reason">Names the field and what is wrong with it.</param>
    public sealed record NotAlerts(string Reason) : AnalysisOutcome;
}

/// <summary>Looks at a payload the way the agent does when it arrives, storing nothing and telling nobody.</summary>
internal delegate Task<AnalysisOutcome> Analyst(ReadOnlyMemory<byte> payload, CancellationToken cancellation);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Analysis))]
[JsonSerializable(typeof(Investigation.RootCause.Analysis), TypeInfoPropertyName = "RootCauseAnalysis")]
internal sealed partial class AnalysisJson : JsonSerializerContext;
