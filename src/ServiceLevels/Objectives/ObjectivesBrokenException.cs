using ServiceLevels.Reporting;

namespace ServiceLevels.Objectives;

/// <summary>A promise was not kept. The message says which, what was measured and with how many samples.</summary>
public sealed class ObjectivesBrokenException : Exception
{
    private ObjectivesBrokenException(string message, IReadOnlyList<Judgement> broken) : base(message) => Broken = broken;

    /// <summary>The objectives that were not kept.</summary>
    public IReadOnlyList<Judgement> Broken { get; }

    /// <summary>Throws if one of them is broken; a missed target alone is none.</summary>
    /// <param name="judgements">All that were judged together.</param>
    /// <param name="where">Where the promise is written, "intake.feature:46"; it is said in the message.</param>
    public static void ThrowIfBroken(IReadOnlyList<Judgement> judgements, string? where = null)
    {
        Judgement[] broken = [.. judgements.Where(judgement => judgement.IsBroken)];
        if (broken.Length == 0)
        {
            return;
        }

        var place = where is null ? "" : $" ({where})";
        var heading = broken.Length == 1 && judgements.Count == 1
            ? $"The objective is not kept{place}:"
            : $"{broken.Length} of {judgements.Count} objectives are not kept{place}:";
        throw new ObjectivesBrokenException(string.Join('\n', [heading, .. broken.Select(InWords)]), broken);
    }

    private static string InWords(Judgement broken) => broken.Samples == 0
        ? $"  {broken.Objective.Measure}: promised {broken.Objective.Threshold}, but nothing was measured"
        : $"  {broken.Objective.Measure}: promised {broken.Objective.Threshold}, measured {broken.MeasuredInWords} ({Sentence.Certainty(broken)})";
}
