namespace IncidentAgent.Investigation.Summary;

/// <summary>What an investigation came to, in two to four claims for a person. The first one, how sure it is, is always the rules' own.</summary>
/// <param name="Claims">In reading order.</param>
public sealed record WordedSummary(IReadOnlyList<Claim> Claims)
{
    /// <summary>The language model that worded every claim but the first; <see langword="null"/> when the agent's rules worded all.</summary>
    public string? WordedBy { get; init; }

    /// <summary>Why a configured language model did not word it; <see langword="null"/> when it did, or when none is configured.</summary>
    public string? NotWordedBecause { get; init; }

    /// <summary>One paragraph that names the evidence behind each claim, and the model where one worded it.</summary>
    public override string ToString() =>
        string.Join(' ', [.. Claims.Select(claim => claim.ToString()), .. WordedBy is null ? Array.Empty<string>() : [$"(Worded by {WordedBy}.)"]]);
}

/// <param name="Text">One or two sentences. They may hold text of senders: escape it for where it is shown.</param>
/// <param name="EvidenceIds">What it stands on; empty only for what is said of the investigation itself.</param>
public sealed record Claim(string Text, IReadOnlyList<string> EvidenceIds)
{
    /// <summary>For example <c>Payments is slow. [prometheus-1, loki-2]</c>.</summary>
    public override string ToString() => EvidenceIds.Count == 0 ? Text : $"{Text} [{string.Join(", ", EvidenceIds)}]";
}
