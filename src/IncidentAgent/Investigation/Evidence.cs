using System.Text.Json.Serialization;
using IncidentAgent.Investigation.Remediation;
using IncidentAgent.Investigation.RootCause;
using IncidentAgent.Investigation.Summary;

namespace IncidentAgent.Investigation;

/// <summary>One thing a source said about an incident: what was asked, for which time, and what came back.</summary>
public sealed record Evidence
{
    /// <summary>Unique within the incident's investigation, for example <c>prometheus-1</c>; what a claim cites. The investigator gives it, not the source.</summary>
    public string Id { get; init; } = "";

    /// <summary>The source's name, for example <c>prometheus</c>.</summary>
    public required string Source { get; init; }

    /// <summary>What was looked at, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>The query as it was sent.</summary>
    public required string Query { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    /// <summary>What was found, in one line with its unit.</summary>
    public required string Value { get; init; }

    /// <summary>Sample lines, series or spans, at most a few dozen; each as the source gave it.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>Where a person sees the same thing.</summary>
    public string? Link { get; init; }

    /// <summary>What the source said against its own answer, for example that it is partial.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The same in numbers, for the ranking; <see langword="null"/> where there are none, and after the incident was stored.</summary>
    [JsonIgnore]
    public Facts? Facts { get; init; }
}

/// <summary>A source that did not answer, and why: what is missing is said, not hidden.</summary>
public sealed record MissingEvidence(string Source, string Reason);

/// <summary>What one investigation found, and what it could not find out.</summary>
/// <param name="StartedAt">When the first source was asked.</param>
/// <param name="EndedAt">When the last source had answered or been given up.</param>
/// <param name="Evidence">In the order of the sources' names.</param>
/// <param name="Missing">The sources that failed, wholly or in part; empty when all answered everything.</param>
public sealed record Findings(
    DateTimeOffset StartedAt, DateTimeOffset EndedAt, IReadOnlyList<Evidence> Evidence, IReadOnlyList<MissingEvidence> Missing)
{
    /// <summary>The sources that were asked; empty when none is configured.</summary>
    public IReadOnlyList<string> Asked { get; init; } = [];

    /// <summary>What it comes to; <see langword="null"/> when nobody was asked, and in what was stored before there was one.</summary>
    public Analysis? Analysis { get; init; }

    /// <summary>What a person may do, the first to consider first; the agent does none of it.</summary>
    public IReadOnlyList<RemediationAction> Actions
    {
        get;

        // Null, whatever the compiler says, from what was stored before there were suggestions.
        init => field = value ?? [];
    } = [];

    /// <summary>The analysis in a few sentences; <see langword="null"/> where there is none.</summary>
    public WordedSummary? Summary { get; init; }
}
