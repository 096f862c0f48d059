using ServiceLevels.Load;
using ServiceLevels.Objectives;

namespace IncidentAgent.Specs.Support;

/// <summary>
/// How often what is measured is repeated, and when it is judged well enough. <c>SLO_POLICY</c> chooses: <c>pull-request</c> (the default) repeats as little
/// as the judgement allows, <c>nightly</c> samples until it is decided and runs what is tagged <c>@nightly</c> or <c>@soak</c> as well.
/// </summary>
/// <param name="Judgement">Everything that is decided about judging.</param>
public sealed record SamplingPolicy(JudgementPolicy Judgement)
{
    public const string Variable = "SLO_POLICY";

    /// <summary>Whether there is time for scenarios that take long.</summary>
    public bool IsNightly => Judgement.SamplesUntilDecided;

    /// <summary>How many pairs a comparison is judged on.</summary>
    public int Pairs => Judgement.Pairs;

    /// <summary>A wave is compared with a wave of the same run; a rate is kept up long enough by itself; the first alert after a start comes once.</summary>
    public int RepetitionsOf(Arrivals arrivals) => arrivals switch
    {
        Arrivals.AtOnce => Judgement.Bursts,
        Arrivals.Waves => Judgement.Pairs,
        _ => 1,
    };

    /// <exception cref="FormatException">The variable names no policy.</exception>
    public static SamplingPolicy FromEnvironment() => new(Environment.GetEnvironmentVariable(Variable) switch
    {
        null or "" or "pull-request" => JudgementPolicy.PullRequest,
        "nightly" => JudgementPolicy.Nightly,
        var other => throw new FormatException($"{Variable} is '{other}'; it must be pull-request or nightly."),
    });
}
