namespace ServiceLevels.Load;

/// <summary>What is kept of a load when its samples are not: outcomes counted, the times of what was answered, how late it was started.</summary>
internal sealed record Figures(int Accepted, int Refused, int Failed, int TimedOut, Times Responses, Times Lags)
{
    public int Count => Accepted + Refused + Failed + TimedOut;

    public int Unanswered => Failed + TimedOut;

    public static Figures Of(IReadOnlyCollection<Sample> samples)
    {
        var outcomes = samples.CountBy(sample => sample.Outcome).ToDictionary();
        return new Figures(
            outcomes.GetValueOrDefault(Outcome.Accepted),
            outcomes.GetValueOrDefault(Outcome.Refused),
            outcomes.GetValueOrDefault(Outcome.Failed),
            outcomes.GetValueOrDefault(Outcome.TimedOut),
            Times.Of(samples.Where(sample => sample.Answered).Select(sample => sample.Response)),
            Times.Of(samples.Select(sample => sample.Started - sample.Planned)));
    }

    public static Figures Sum(IReadOnlyCollection<Figures> parts)
    {
        var responses = Times.EmptyHistogram();
        var lags = Times.EmptyHistogram();
        foreach (var part in parts)
        {
            responses.Add(part.Responses.Histogram);
            lags.Add(part.Lags.Histogram);
        }

        return new Figures(
            parts.Sum(part => part.Accepted),
            parts.Sum(part => part.Refused),
            parts.Sum(part => part.Failed),
            parts.Sum(part => part.TimedOut),
            Times.Of(responses),
            Times.Of(lags));
    }
}
