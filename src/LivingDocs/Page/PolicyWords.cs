using ServiceLevels.Objectives;

namespace LivingDocs.Page;

/// <summary>How verdicts come about, for people who do not know the library that makes them.</summary>
internal static class PolicyWords
{
    /// <param name="policy">Its name, where one is known.</param>
    public static IReadOnlyList<string> Of(string? policy) =>
    [
        "A target is what we aim for, a threshold is what we never ship beyond. Each is judged by itself.",
        "Met: the samples prove that the bound is kept. Breached: they prove that it is broken. Not proven: they prove neither. No samples prove nothing.",
        "A measured figure is a value that happened (nearest rank); work that failed or had no answer counts as slower than all of it. "
            + "The 95 % interval is where the true figure lies in 95 of 100 such runs.",
        .. policy is null ? [] : Known(policy),
    ];

    private static IReadOnlyList<string> Known(string policy) =>
        policy == JudgementPolicy.Nightly.Name ? JudgementPolicy.Nightly.InWords
        : policy == JudgementPolicy.PullRequest.Name ? JudgementPolicy.PullRequest.InWords
        : [];
}
