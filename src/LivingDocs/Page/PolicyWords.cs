namespace LivingDocs.Page;

/// <summary>How verdicts come about, for people who do not know the library that makes them.</summary>
internal static class PolicyWords
{
    /// <param name="policy">Its name, where one is known.</param>
    public static IReadOnlyList<string> Of(string? policy) =>
    [
        "A target is what we aim for, a threshold is what we never ship beyond. Each is judged by itself.",
        "Met: the samples prove, with 95 % confidence, that the bound is kept. Breached: they prove that it is broken. "
            + "Not proven: they prove neither, because there are too few, or because the machine was too slow or too busy to tell. No samples prove nothing.",
        "A measured figure is a value that happened (nearest rank); work that failed or had no answer counts as slower than all of it. "
            + "The interval says where the true figure lies in 95 of 100 such runs.",
        policy == "nightly"
            ? "This run, nightly, sampled until each objective was decided or its time was up."
            : "This run, for a change, took few samples: only what is breached fails it, and what is not proven is left to the nightly run.",
    ];
}
