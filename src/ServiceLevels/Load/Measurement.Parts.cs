namespace ServiceLevels.Load;

public sealed partial class Measurement
{
    /// <summary>The figures of what was accepted or refused, without what was lost: say beside them how much that was.</summary>
    public Measurement Answered
    {
        get
        {
            if (Lost == 0)
            {
                return this;
            }

            return Samples.Count > 0
                ? Where(sample => sample.Answered)
                : new Measurement(Arrivals, _figures with { Failed = 0, TimedOut = 0 }, [], [], _busy);
        }
    }

    /// <summary>A measurement of samples taken elsewhere, with the load's beginning as their zero.</summary>
    public static Measurement Of(Arrivals arrivals, IEnumerable<Sample> samples) => Of(arrivals, [.. samples], [], began: 0);

    /// <summary>The part of it that is so.</summary>
    /// <exception cref="InvalidOperationException">It was too large to keep its samples.</exception>
    public Measurement Where(Func<Sample, bool> isSo)
    {
        if (Samples.Count < Count)
        {
            throw new InvalidOperationException($"Of {Count} pieces only histograms were kept; take at most {MostSamples} to look at a part of them.");
        }

        Sample[] part = [.. Samples.Where(isSo)];
        return Of(Arrivals, part, part.Any(sample => sample.Outcome is Outcome.Failed) ? Errors : [], began: 0);
    }

    /// <summary>One wave, counting from 0.</summary>
    public Measurement Wave(int wave) => Where(sample => sample.Wave == wave);

    /// <summary>Several measurements as one. Indices and waves go on counting from part to part.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Measurement Merge(IEnumerable<Measurement> measurements)
    {
        Measurement[] parts = [.. measurements];
        if (parts.Length == 0)
        {
            throw new ArgumentException("There is no measurement to merge.", nameof(measurements));
        }

        var arrivals = parts.Length == 1 ? parts[0].Arrivals : new Arrivals.Several([.. parts.Select(part => part.Arrivals)]);
        LoadError[] errors =
        [
            .. parts.SelectMany(part => part.Errors).GroupBy(error => error.Message)
                .Select(same => new LoadError(same.Key, same.Sum(error => error.Count))).OrderByDescending(error => error.Count),
        ];
        Busy[] busy = [.. parts.SelectMany(part => part._busy)];
        var keepsSamples = parts.All(part => part.Samples.Count == part.Count) && parts.Sum(part => part.Count) <= MostSamples;
        Sample[] samples = keepsSamples ? [.. InOneCount(parts)] : [];
        var figures = keepsSamples ? Figures.Of(samples) : Figures.Sum([.. parts.Select(part => part._figures)]);
        return new Measurement(arrivals, figures, samples, errors, busy);
    }

    private static IEnumerable<Sample> InOneCount(IEnumerable<Measurement> parts)
    {
        var (index, wave) = (0, 0);
        foreach (var part in parts)
        {
            var waves = 0;
            foreach (var sample in part.Samples)
            {
                yield return sample with { Index = index++, Wave = wave + sample.Wave };
                waves = Math.Max(waves, sample.Wave + 1);
            }

            wave += waves;
        }
    }

    private static Measurement Of(Arrivals arrivals, Sample[] samples, IReadOnlyList<LoadError> errors, long began)
    {
        var figures = Figures.Of(samples);
        return new Measurement(arrivals, figures, samples, errors, Busy.Of(began, figures));
    }
}
