using System.Globalization;
using ServiceLevels.Reporting;
using ServiceLevels.Statistics;

namespace ServiceLevels.Objectives;

/// <summary>Everything that is decided about judging, in one place: how sure a verdict is, when sampling ends, what fails a run, and what excuses a machine.</summary>
public sealed record JudgementPolicy
{
    /// <summary>A run of every change: few samples, a second look at what seems broken, and no more.</summary>
    public static JudgementPolicy PullRequest { get; } = new()
    {
        Name = "pull-request",
        Bursts = 6,
        Pairs = 15,
        SamplesUntilDecided = false,
        LongestSampling = TimeSpan.FromSeconds(10),
    };

    /// <summary>A run at night: samples until each bound is decided.</summary>
    public static JudgementPolicy Nightly { get; } = new()
    {
        Name = "nightly",
        Bursts = 12,
        Pairs = 31,
        SamplesUntilDecided = true,
        LongestSampling = TimeSpan.FromMinutes(1),
    };

    public required string Name { get; init; }

    /// <summary>With how many bursts sampling begins.</summary>
    public required int Bursts { get; init; }

    /// <summary>With how many pairs a comparison begins.</summary>
    public required int Pairs { get; init; }

    /// <summary>Whether sampling goes on until the sequential test has decided, or only where a promise seems broken.</summary>
    public required bool SamplesUntilDecided { get; init; }

    /// <summary>
    /// How long the sampling of one scenario may go on by the clock, but for <see cref="FewestToBreach"/>; what is undecided then is not proven.
    /// </summary>
    public required TimeSpan LongestSampling { get; init; }

    /// <summary>How probably a single bound is called met or breached by chance. 5 %.</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>How probably a run of which all promises are kept fails by chance. 1 %.</summary>
    public double FamilyAlpha { get; init; } = 0.01;

    /// <summary>
    /// How many objectives with chance in them a run has at most; facts do not count. While a scenario runs, the others' are not known, so what fails it is
    /// held against the first and hardest step of Holm's procedure; what that rejects, Holm's procedure over the whole run rejects too. 40.
    /// </summary>
    public int FamilySize { get; init; } = 40;

    /// <summary>
    /// What seems broken is looked at again after each further burst, and every look gives chance another chance: what fails a run has to be so many times
    /// less probable. 5, which the exact calculation among the tests shows to be enough.
    /// </summary>
    public int Looks { get; init; } = 5;

    /// <summary>What is asked of either decision of the sequential test. 1 %; simulated, it is up to 4 % where bursts differ much.</summary>
    public double SequentialErrorRate { get; init; } = 0.01;

    /// <summary>The largest factor at which a bad time still says something of the service. 1.5.</summary>
    public double SlowestMachine { get; init; } = 1.5;

    /// <summary>The largest share of the processors that others may use. 25 %.</summary>
    public double MostForOthers { get; init; } = 0.25;

    /// <summary>How late 99 % of the work may be sent at most. 20 ms.</summary>
    public TimeSpan LatestSend { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>What Holm's procedure over the whole run is done with.</summary>
    public double HolmAlpha => FamilyAlpha / Looks;

    /// <summary>How small the probability of so bad a figure has to be to fail a scenario.</summary>
    public double GateAlpha => HolmAlpha / FamilySize;

    /// <summary>
    /// How many bursts have to be on the wrong side to fail a scenario, where each counts as one: a mean, a throughput. Sampling does not stop before there
    /// are so many, however long they take: the slower a service is, the fewer bursts fit into any time, and it would never be found out. 15.
    /// </summary>
    public int FewestToBreach => ExactBinomial.FewestWithoutAHit(0.5, GateAlpha);

    /// <summary>The policy in sentences, for those who read the verdicts.</summary>
    public IReadOnlyList<string> InWords =>
    [
        $"A bound is met or breached if chance alone would say so in less than {Si.Percent(Alpha)} of all runs; else it is not proven.",
        "What is breached fails the run, and so does an objective for which nothing was measured; a missed target and what is not proven do not.",
        $"All objectives of a run with chance in them (at most {FamilySize}) together fail a run whose promises are kept with a probability of less than "
        + $"{Si.Percent(FamilyAlpha)}: a scenario fails below p = {GateAlpha.ToString("0.#######", CultureInfo.InvariantCulture)}; "
        + "once the run is over Holm's procedure decides.",
        SamplesUntilDecided
            ? $"Sampling goes on until a sequential test with an error rate of {Si.Percent(SequentialErrorRate)} (up to four times that where bursts differ much) "
                + $"has decided, for {Si.Duration(LongestSampling)} at most."
            : $"Where a promise seems broken, sampling goes on for {Si.Duration(LongestSampling)}, and on until there are {FewestToBreach} bursts.",
        $"A bad figure proves nothing on a machine that takes more than {SlowestMachine} times as long as usual, of which others use more than "
        + $"{Si.Percent(MostForOthers)}, or that sends the work more than {Si.Duration(LatestSend)} late; a good one does.",
        "Facts of the run itself (the longest time, memory, counts) are kept or broken; there is no chance in them.",
    ];

    /// <exception cref="FormatException">There is no policy of that name.</exception>
    public static JudgementPolicy Named(string name) => name switch
    {
        "pull-request" => PullRequest,
        "nightly" => Nightly,
        _ => throw new FormatException($"There is no policy '{name}'; it must be pull-request or nightly."),
    };
}
