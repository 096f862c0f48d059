namespace IncidentAgent.Investigation;

/// <summary>What one piece of evidence says in numbers, for the ranking. It is not kept with the incident: the ranked causes are.</summary>
public sealed record Facts
{
    public IReadOnlyList<SignalSeries> Series { get; init; } = [];

    /// <summary>Who calls whom; empty where the source does not tell.</summary>
    public IReadOnlyList<Call> Calls { get; init; } = [];

    /// <summary>Deployments, flags, configuration: what people or their tools changed.</summary>
    public IReadOnlyList<ChangeEvent> Changes { get; init; } = [];

    /// <summary>What was logged, lines of the same shape counted together.</summary>
    public IReadOnlyList<LogPattern> Patterns { get; init; } = [];
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
public sealed record ChangeEvent(DateTimeOffset At, string Kind, string? Service, string Summary, string? Link);

/// <summary>Lines of a log that differ only in their variable parts.</summary>
/// <param name="Service">Whose log it is; <see langword="null"/> when it is not known.</param>
/// <param name="Template">The shape: the words they share, with <c>&lt;*&gt;</c> where they differ.</param>
/// <param name="Before">How many such lines there were in as long a time before the window.</param>
/// <param name="During">How many there were in the window.</param>
public sealed record LogPattern(string? Service, string Template, int Before, int During)
{
    /// <summary>There were none before.</summary>
    public bool IsNew => Before == 0 && During > 0;
}
