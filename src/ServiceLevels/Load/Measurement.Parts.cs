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

            return KeepsSamples
                ? Where(sample => sample.Answered)
                : new Measurement(Arrivals, _figures with { Failed = 0, TimedOut = 0 }, [], [], _began, _busy) { OthersShare = OthersShare };
        }
    }

    /// <summary>The same work where only a yes is an answer: what was refused counts as failed, however soon that was said.</summary>
    /// <exception cref="InvalidOperationException">It was too large to keep its samples.</exception>
    public Measurement RefusalsFailed
    {
        get
        {
            if (Refused == 0)
            {
                return this;
            }

            Sample[] all = [.. Where(_ => true).Samples.Select(one => one.Outcome is Outcome.Refused ? one with { Outcome = Outcome.Failed } : one)];
            return new Measurement(Arrivals, Figures.Of(all), all, Errors, _began, _busy) { OthersShare = OthersShare };
        }
    }

    /// <summary>The same figures, from a machine of which others used that share.</summary>
    internal Measurement BesideOthers(double share) => new(Arrivals, _figures, Samples, Errors, _began, _busy) { OthersShare = share };

    private bool KeepsSamples => Samples.Count == Count;

    /// <summary>A measurement of samples that were taken elsewhere.</summary>
    /// <param name="arrivals">How the work arrived.</param>
    /// <param name="samples">In the order of their index.</param>
    /// <param name="began">
    /// The timestamp of <see cref="System.Diagnostics.Stopwatch"/> from which they count. Only merging needs it, to tell one after another from side by
    /// side.
    /// </param>
    public static Measurement Of(Arrivals arrivals, IEnumerable<Sample> samples, long began = 0)
    {
        Sample[] all = [.. samples];
        return new Measurement(arrivals, Figures.Of(all), all, [], began, Busy.Of(began, all));
    }

    /// <summary>The part of it that is so.</summary>
    /// <exception cref="InvalidOperationException">It was too large to keep its samples.</exception>
    public Measurement Where(Func<Sample, bool> isSo)
    {
        if (!KeepsSamples)
        {
            throw new InvalidOperationException(
                $"Of {Count} pieces only histograms were kept; take at most {MostSamples} to look at a part of them.");
        }

        Sample[] part = [.. Samples.Where(isSo)];
        var errors = part.Any(sample => sample.Outcome is Outcome.Failed) ? Errors : [];
        Busy[] busy = [.. Busy.Of(_began, part).SelectMany(span => _busy.Select(time => time.Within(span)))];
        return new Measurement(Arrivals, Figures.Of(part), part, errors, _began, busy) { OthersShare = OthersShare };
    }

    /// <summary>One wave, counting from 0.</summary>
    public Measurement Wave(int wave) => Where(sample => sample.Wave == wave);

    /// <summary>Several measurements as one.</summary>
    /// <remarks>Indices and waves go on counting from part to part; instants count from the beginning of the first.</remarks>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Measurement Merge(IEnumerable<Measurement> measurements)
    {
        Measurement[] parts = [.. measurements];
        if (parts.Length < 2)
        {
            return parts.Length == 1 ? parts[0] : throw new ArgumentException("There is no measurement to merge.", nameof(measurements));
        }

        var began = parts.Min(part => part._began);
        var keepsSamples = parts.All(part => part.KeepsSamples) && parts.Sum(part => part.Count) <= MostSamples;
        Sample[] samples = keepsSamples ? [.. InOneCount(parts, began)] : [];
        return new Measurement(
            new Arrivals.Several([.. parts.Select(part => part.Arrivals)]),
            keepsSamples ? Figures.Of(samples) : Figures.Sum([.. parts.Select(part => part._figures)]),
            samples,
            [.. InOneCount(parts.SelectMany(part => part.Errors))],
            began,
            [.. parts.SelectMany(part => part._busy)])
        {
            OthersShare = parts.Max(part => part.OthersShare),
        };
    }

    private static IEnumerable<Sample> InOneCount(IEnumerable<Measurement> parts, long began)
    {
        var (index, wave) = (0, 0);
        foreach (var part in parts)
        {
            var later = Clock.Between(began, part._began);
            var waves = 0;
            foreach (var sample in part.Samples)
            {
                waves = Math.Max(waves, sample.Wave + 1);
                yield return sample with
                {
                    Index = index++,
                    Wave = wave + sample.Wave,
                    Planned = sample.Planned + later,
                    Started = sample.Started + later,
                    Finished = sample.Finished + later,
                };
            }

            wave += waves;
        }
    }

    private static IEnumerable<LoadError> InOneCount(IEnumerable<LoadError> errors) => errors
        .GroupBy(error => error.Message)
        .Select(same => new LoadError(same.Key, same.Sum(error => error.Count)))
        .OrderByDescending(error => error.Count);
}
