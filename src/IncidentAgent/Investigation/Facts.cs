namespace IncidentAgent.Investigation;

/// <summary>What one piece of evidence says in numbers, for the ranking. It is not kept with the incident: the ranked causes are.</summary>
public sealed record Facts
{
    public IReadOnlyList<SignalSeries> Series { get; init; } = [];

    /// <summary>Who calls whom; empty where the source does not tell.</summary>
    public IReadOnlyList<Call> Calls { get; init; } = [];

    /// <summary>Deployments, flags, configuration: what people or their tools changed.</summary>
    public IReadOnlyList<ChangeEvent> Changes { get; init; } = [];

    /// <summary>Kinds of log lines that are new or more frequent than before.</summary>
    public IReadOnlyList<LogPattern> Patterns { get; init; } = [];

    /// <summary>Operations that were slow or failed, in the traces that were kept: lower bounds.</summary>
    public IReadOnlyList<OperationCount> Operations { get; init; } = [];
}

/// <summary>What is measured of a service.</summary>
public enum Signal
{
    /// <summary>Seconds; more is worse.</summary>
    Latency,

    /// <summary>The share of requests that succeeded, 0 to 1; less is worse.</summary>
    Availability,

    /// <summary>Requests in each step of the series; neither way is worse.</summary>
    Requests,

    /// <summary>How much of a resource is in use, 0 to 1; more is worse. <see cref="SignalSeries.Resource"/> names it.</summary>
    Utilisation,

    /// <summary>Work that waits or was turned away for want of a resource; more is worse. <see cref="SignalSeries.Resource"/> names it.</summary>
    Saturation,
}

/// <summary>One measured value of one service over time, oldest first, evenly spaced; a point that is missing is left out.</summary>
/// <param name="Service">Whose.</param>
/// <param name="Signal">What of it.</param>
/// <param name="Resource">"cpu", "memory", "disk", "connections"; <see langword="null"/> where the signal is of requests.</param>
/// <param name="Points">Finite values, in the signal's unit.</param>
public sealed record SignalSeries(string Service, Signal Signal, string? Resource, IReadOnlyList<SignalPoint> Points);

public readonly record struct SignalPoint(DateTimeOffset At, double Value);

/// <param name="Caller">The service that asks.</param>
/// <param name="Callee">The service it asks.</param>
public sealed record Call(string Caller, string Callee);

/// <summary>Something that was changed.</summary>
/// <param name="At">When it took effect.</param>
/// <param name="Kind">"deployment", "feature flag", "configuration", …</param>
/// <param name="Service">Of what; <see langword="null"/> when it is not known.</param>
/// <param name="Summary">In one line.</param>
/// <param name="Link">Where a person sees it.</param>
public sealed record ChangeEvent(DateTimeOffset At, string Kind, string? Service, string Summary, string? Link)
{
    /// <summary>The <see cref="Kind"/> of what may have deployed something and may have not: it is told, but it is no witness.</summary>
    public const string WorkflowRun = "workflow run";
}

/// <summary>Log lines of one service that differ in their variable parts only.</summary>
/// <param name="Service">Whose lines.</param>
/// <param name="Template">Their common words, with <c>&lt;*&gt;</c> for each variable part.</param>
/// <param name="Now">How many there are in the time that is looked at.</param>
/// <param name="Before">
/// How many there were in an equally long time before that. Where only a part of it was read, how many in that, but at least 1: 0 is certain.
/// </param>
/// <param name="Example">The first of them.</param>
public sealed record LogPattern(string Service, string Template, int Now, int Before, string Example);

/// <param name="Service">Whose operation.</param>
/// <param name="Operation">Its name.</param>
/// <param name="Spans">How many spans of it are in the traces.</param>
/// <param name="Slow">How many of them were slow.</param>
/// <param name="Failed">How many of them failed.</param>
public sealed record OperationCount(string Service, string Operation, int Spans, int Slow, int Failed);
