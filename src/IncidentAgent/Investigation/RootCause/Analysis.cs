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
}

/// <summary>Something that may be why.</summary>
/// <param name="Service">Where it lies.</param>
/// <param name="Category">Of what kind it is.</param>
/// <param name="ShareOfExcess">How much of what is out of the ordinary it explains, 0 to 1; all causes together explain at most 1.</param>
/// <param name="Explanation">Why it is believed, in one or two sentences with figures.</param>
/// <param name="EvidenceIds">What the explanation stands on; never empty.</param>
public sealed record Cause(
    string Service, CauseCategory Category, double ShareOfExcess, string Explanation, IReadOnlyList<string> EvidenceIds);
