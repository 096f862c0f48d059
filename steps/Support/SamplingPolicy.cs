using ServiceLevels.Load;

namespace IncidentAgent.Specs.Support;

/// <summary>
/// How long sampling may take. <c>SLO_POLICY</c> chooses: <c>pull-request</c> (the default) repeats as little as the judgement allows, <c>nightly</c>
/// repeats more and runs what is tagged <c>@nightly</c> or <c>@soak</c> as well.
/// </summary>
/// <param name="Bursts">How often a burst is repeated; its samples are judged together.</param>
/// <param name="Pairs">How many pairs a comparison is judged on; 15 are the fewest whose sign interval says anything.</param>
/// <param name="IsNightly">Whether there is time for scenarios that take long.</param>
public sealed record SamplingPolicy(int Bursts, int Pairs, bool IsNightly)
{
    /// <summary>A wave is compared with a wave of the same run; a rate is kept up long enough by itself; the first alert after a start comes once.</summary>
    public int RepetitionsOf(Arrivals arrivals) => arrivals switch
    {
        Arrivals.AtOnce => Bursts,
        Arrivals.Waves => Pairs,
        _ => 1,
    };

    public const string Variable = "SLO_POLICY";

    /// <exception cref="FormatException">The variable names no policy.</exception>
    public static SamplingPolicy FromEnvironment() => Environment.GetEnvironmentVariable(Variable) switch
    {
        null or "" or "pull-request" => new SamplingPolicy(Bursts: 3, Pairs: 15, IsNightly: false),
        "nightly" => new SamplingPolicy(Bursts: 20, Pairs: 31, IsNightly: true),
        var other => throw new FormatException($"{Variable} is '{other}'; it must be pull-request or nightly."),
    };
}
