namespace IncidentAgent.Investigation.RootCause;

/// <summary>What the certainty is decided from.</summary>
internal sealed record Standing
{
    /// <summary>The services whose alerts the incident is of.</summary>
    public required IReadOnlyList<string> Alerting { get; init; }

    /// <summary><see langword="null"/> when nothing is measured of them.</summary>
    public required Symptom? Symptom { get; init; }

    /// <summary>The most suspected first.</summary>
    public required IReadOnlyList<Suspect> Suspects { get; init; }

    /// <summary>What agrees with the first suspect, independently of the measurements, each in a few words.</summary>
    public IReadOnlyList<string> Agreements { get; init; } = [];

    public Suspect First => Suspects[0];

    public bool HasShares => Suspects is [{ Share: not null }, ..];
}

/// <summary>A service that may be the cause.</summary>
/// <param name="Service">Its name.</param>
/// <param name="Share">Of the excess, 0 to 1; <see langword="null"/> where that cannot be told.</param>
/// <param name="Score">How far it is out of the ordinary; comparable among suspects of one ranking only.</param>
internal sealed record Suspect(string Service, double? Share, double Score);

/// <summary>Decides how certain a ranking is. The first rule that holds wins, and its sentence is told with the verdict.</summary>
internal static class CertaintyRules
{
    /// <summary>A share from which one cause explains most.</summary>
    public const double Majority = 0.5;

    /// <summary>How many times the next score the first must be to stand out, where shares cannot be told.</summary>
    public const double StandsOut = 2;

    /// <summary>Bins in a row in which availability must be bad: in a single one, chance is too frequent.</summary>
    public const int BadBins = 2;

    private static readonly Rule[] Rules =
    [
        new(Certainty.Inconclusive, standing => standing.Symptom is null,
            standing => $"No source measured the latency or the availability of {Names(standing.Alerting)} before and after the alert.",
            standing => [$"Measurements of {Names(standing.Alerting)}: check the queries of Prometheus."]),

        new(Certainty.Inconclusive, standing => !standing.Symptom!.Deviation.IsAnomalous,
            standing => $"Nothing measured of {Names(standing.Alerting)} is out of the ordinary: "
                + $"at most {Figures.Score(standing.Symptom!.Deviation.Z)} robust standard deviations worse than usual, and {Figures.Score(Deviation.Tau)} are needed.",
            _ => ["A later look, when it has lasted longer."]),

        new(Certainty.Inconclusive, standing => standing.Symptom is { Signal: Signal.Availability } symptom && symptom.Deviation.LongestRun < BadBins,
            standing => $"The availability of {standing.Symptom!.Service} fell only for a moment; it must be low {BadBins} times in a row.",
            _ => ["A later look, when it has lasted longer."]),

        new(Certainty.Inconclusive, standing => standing.Suspects.Count == 0,
            _ => "No service that could be the cause is measured.",
            _ => ["Measurements of the services that the alerting ones call."]),

        new(Certainty.Confirmed, standing => standing.First.Share >= Majority && standing.Agreements.Count > 0,
            standing => $"{Explains(standing)}, and what does not depend on that agrees: {standing.Agreements[0]}.",
            standing => [$"Measurements of a service that {standing.First.Service} calls and that explain more."]),

        new(Certainty.Likely, standing => standing.First.Share >= Majority,
            standing => $"{Explains(standing)}, but nothing that does not depend on the measurements agrees.",
            standing => [Confirming(standing)]),

        new(Certainty.Likely, standing => standing.HasShares && standing.Agreements.Count > 0,
            standing => $"{Explains(standing)}, which is not most of it but more than any other, "
                + $"and what does not depend on that agrees: {standing.Agreements[0]}.",
            standing => [$"Measurements that give {standing.First.Service} more than half of the {Symptom(standing)}, or less than another."]),

        new(Certainty.Inconclusive, standing => standing.HasShares,
            standing => $"No service explains most of the {Symptom(standing)}: the first explains {Figures.Percent(standing.First.Share ?? 0)}.",
            standing => [Confirming(standing)]),

        new(Certainty.Likely, standing => standing.Agreements.Count > 0,
            standing => $"{standing.First.Service} is farther out of the ordinary than the others that are measured, and what does not depend on that agrees: "
                + $"{standing.Agreements[0]}.",
            _ => [CallsNeeded]),

        new(Certainty.Likely, standing => standing.Suspects is [var first, var next, ..] && first.Score >= StandsOut * next.Score,
            standing => $"{standing.First.Service} is at least {StandsOut} times as far out of the ordinary as any other that is measured.",
            standing => [Confirming(standing), CallsNeeded]),

        new(Certainty.Inconclusive, _ => true,
            standing => standing.Suspects.Count == 1
                ? $"Only {standing.First.Service} is measured, so that nothing can be told apart."
                : $"{standing.First.Service} and {standing.Suspects[1].Service} are about as far out of the ordinary, and who calls whom is not known.",
            standing => [CallsNeeded, Confirming(standing)]),
    ];

    private const string CallsNeeded = "Who calls whom and how often (traces, requests by service): then each service's share can be told.";

    public static (Certainty Certainty, string Because, IReadOnlyList<string> WouldChange) Decide(Standing standing)
    {
        var rule = Rules.First(rule => rule.Holds(standing));
        return (rule.Certainty, rule.Sentence(standing), rule.WouldChange(standing));
    }

    private static string Explains(Standing standing) =>
        $"{standing.First.Service} explains {Figures.Percent(standing.First.Share ?? 0)} of the {Symptom(standing)}";

    private static string Confirming(Standing standing) =>
        $"A change of {standing.First.Service} shortly before the onset, errors its log never had before, or a resource of it that ran full would confirm it.";

    private static string Symptom(Standing standing) => Figures.Excess(standing.Symptom!.Signal);

    private static string Names(IReadOnlyList<string> services) => services.Count == 0
        ? "the alerting service, which no alert names"
        : string.Join(", ", services.Take(3)) + (services.Count > 3 ? $" and {services.Count - 3} more" : "");

    private sealed record Rule(
        Certainty Certainty, Func<Standing, bool> Holds, Func<Standing, string> Sentence, Func<Standing, IReadOnlyList<string>> WouldChange);
}
