namespace IncidentAgent.Investigation.RootCause;

/// <summary>How sure the ranking is. It follows from stated rules; <see cref="Analysis.Because"/> says which one.</summary>
public enum Certainty
{
    /// <summary>The evidence does not tell the causes apart, or shows nothing out of the ordinary.</summary>
    Inconclusive,

    /// <summary>One cause explains most of it, but something that would confirm it is missing.</summary>
    Likely,

    /// <summary>One cause explains it, and independent evidence agrees.</summary>
    Confirmed,
}

/// <summary>The kind of a cause, in the words of people on call.</summary>
public enum CauseCategory
{
    Unknown,
    DeploymentRegression,
    Database,
    Infrastructure,
    Dependency,
    ResourceExhaustion,
    Configuration,
    Network,
    ThirdParty,
}

/// <summary>What an investigation makes of its evidence. The same evidence gives the same analysis, byte for byte.</summary>
public sealed record Analysis
{
    public required Certainty Certainty { get; init; }

    /// <summary>The rule that decided the certainty, in one sentence.</summary>
    public required string Because { get; init; }

    /// <summary>What evidence would change the certainty, each in one sentence.</summary>
    public IReadOnlyList<string> WouldChange { get; init; } = [];

    /// <summary>The most probable first; at most 5. Empty where nothing is out of the ordinary.</summary>
    public IReadOnlyList<Cause> Causes { get; init; } = [];

    /// <summary>What got worse at the alerting services; <see langword="null"/> where nothing is measured of them.</summary>
    public Signal? Symptom { get; init; }

    /// <summary>When it began to get worse, to the bin of the measurements; <see langword="null"/> where nothing is measured.</summary>
    public DateTimeOffset? Onset { get; init; }

    /// <summary>
    /// What was changed shortly before the onset, the last change first; at most 5. They have no part in any <see cref="Cause.ShareOfExcess"/>: a
    /// change and a measurement are two witnesses.
    /// </summary>
    public IReadOnlyList<NearbyChange> Changes { get; init; } = [];

    /// <summary>Whom it hit and how hard; <see langword="null"/> where nothing is measured.</summary>
    public Impact? Impact { get; init; }
}

/// <summary>Something that may be why.</summary>
/// <param name="Service">Where it lies.</param>
/// <param name="Category">Of what kind it is.</param>
/// <param name="ShareOfExcess">
/// How much of what is out of the ordinary it explains, 0 to 1; all causes together explain at most 1. <see langword="null"/> where that cannot be
/// told, because nobody knows who calls whom or how often.
/// </param>
/// <param name="Explanation">Why it is believed, in one or two sentences with figures.</param>
/// <param name="EvidenceIds">What the explanation stands on; never empty.</param>
public sealed record Cause(
    string Service, CauseCategory Category, double? ShareOfExcess, string Explanation, IReadOnlyList<string> EvidenceIds);

/// <summary>A change shortly before the onset.</summary>
/// <param name="Change">What was changed.</param>
/// <param name="EvidenceId">Who says so.</param>
public sealed record NearbyChange(ChangeEvent Change, string EvidenceId);

/// <summary>Whom an incident hit and how hard, from what was measured and nothing else. What could not be measured is <see langword="null"/>.</summary>
public sealed record Impact
{
    /// <summary>The services that alerted or got worse, by name; at most 20.</summary>
    public required IReadOnlyList<string> Services { get; init; }

    /// <summary>The alerting service whose requests are counted: the one that got worst.</summary>
    public required string CountedAt { get; init; }

    /// <summary>Requests that failed beyond those that usually do, since the onset.</summary>
    public double? FailedRequests { get; init; }

    /// <summary>Requests in the time in which the average latency was out of the ordinary.</summary>
    public double? SlowRequests { get; init; }

    /// <summary>The time all requests together waited longer than usual.</summary>
    public TimeSpan? AddedWaiting { get; init; }

    /// <summary>From the onset to the end of the last measurement that is out of the ordinary.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>
    /// How many times faster than the objective allows errors were made in that time; 1 spends the error budget exactly by the end of its period.
    /// <see langword="null"/> where no objective is configured for the service (<c>Investigation:Objectives</c>).
    /// </summary>
    public double? ErrorBudgetBurnRate { get; init; }
}
