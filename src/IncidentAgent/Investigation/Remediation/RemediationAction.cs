namespace IncidentAgent.Investigation.Remediation;

/// <summary>Something a person may do about an incident. The agent only shows it: no part of the product carries an action out.</summary>
public sealed record RemediationAction
{
    /// <summary>Stands wherever actions are shown.</summary>
    public const string Notice = "Suggestions for a person to weigh: the agent carries none of them out.";

    /// <summary>The catalogue's; <c>runbook</c> for the page that an alert links itself.</summary>
    public required string Id { get; init; }

    /// <summary>One line.</summary>
    public required string Title { get; init; }

    /// <summary>What it is for, the most probable first, for example <c>database in payments</c>; empty for a runbook.</summary>
    public IReadOnlyList<string> Causes { get; init; } = [];

    /// <summary>What it may break; <see langword="null"/> for a runbook, whose steps the agent does not know.</summary>
    public Risk? Risk { get; init; }

    /// <summary>How long it usually takes; <see langword="null"/> for a runbook.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>What must hold before it is begun.</summary>
    public IReadOnlyList<string> Prerequisites { get; init; } = [];

    public IReadOnlyList<RemediationStep> Steps { get; init; } = [];

    /// <summary>How to undo it.</summary>
    public IReadOnlyList<RemediationStep> Rollback { get; init; } = [];

    /// <summary>What shows that it helps, or harms.</summary>
    public IReadOnlyList<string> Watch { get; init; } = [];

    /// <summary>An http(s) address.</summary>
    public string? Runbook { get; init; }
}

/// <param name="Text">What to do, in one line. It may hold text of senders: escape it for where it is shown.</param>
/// <param name="Command">
/// One line for a POSIX shell, in which every value from the incident is one word and nothing else; <see langword="null"/> where there is none, or
/// where a value is unknown or not safe to paste.
/// </param>
public sealed record RemediationStep(string Text, string? Command = null);

/// <summary>What an action may break while it helps.</summary>
public enum Risk
{
    /// <summary>Only looks, or goes back to what has worked.</summary>
    Low,

    /// <summary>Some requests or some work may be lost.</summary>
    Medium,

    /// <summary>May make it worse, or cannot be undone in minutes.</summary>
    High,
}
