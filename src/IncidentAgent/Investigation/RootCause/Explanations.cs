namespace IncidentAgent.Investigation.RootCause;

/// <summary>Says why a suspect is believed to be the cause.</summary>
internal static class Explanations
{
    private const int MostAgreements = 3;

    public static Cause Explain(
        Suspect suspect, Circumstances circumstances, Ranking ranking, Measurements measurements, CaseFile file, Symptom symptom, DateTimeOffset onset)
    {
        var agreements = circumstances.Agreements(onset).Take(MostAgreements).ToList();
        IEnumerable<string> calls = ranking.ByShares ? file.Evidence.Where(one => one.Facts?.Calls.Count > 0).Select(one => one.Id) : [];
        var measured = measurements.All.Where(what => what.Service == suspect.Service).SelectMany(measurements.EvidenceOf);
        return new Cause(
            suspect.Service, CategoryRules.Of(circumstances), suspect.Share, $"{Measured(suspect, measurements, symptom)}.{Agreeing(agreements)}",
            [.. measured.Concat(calls).Concat(agreements.Select(agreement => agreement.EvidenceId)).Distinct().Order(StringComparer.Ordinal)]);
    }

    private static string Measured(Suspect suspect, Measurements measurements, Symptom symptom)
    {
        var what = new Measured(suspect.Service, symptom.Signal);
        var signal = symptom.Signal;
        if (Deviation.Of(measurements.Around(symptom.OnsetBin, what), signal) is not { } deviation)
        {
            return $"{suspect.Service} went {Figures.Score(suspect.Score)} interquartile ranges from its median";
        }

        var away = deviation.Worse.Where(double.IsFinite).Max();
        var worst = deviation.Reference + (signal == Signal.Availability ? -away : away);
        var course = $"The {Figures.Noun(signal)} of {suspect.Service} went "
            + $"from {Figures.Value(signal, deviation.Reference)} to {Figures.Value(signal, worst)}";
        return suspect.Share is { } share
            ? $"{course}; {Figures.Percent(share)} of the {Figures.Excess(signal)} is its own, not that of what it calls"
            : $"{course}; it is {Figures.Score(suspect.Score)} interquartile ranges from its median";
    }

    private static string Agreeing(IReadOnlyList<(string Words, string EvidenceId)> agreements) => agreements.Count == 0
        ? ""
        : $" Beside that: {string.Join("; ", agreements.Select(agreement => agreement.Words))}.";
}
