using HdrHistogram;
using ServiceLevels.Statistics;

namespace ServiceLevels.Load;

/// <summary>What became of a load. Never changes.</summary>
/// <remarks>
/// Work without an answer (failed or timed out) is over every limit: its response time is <see cref="TimeSpan.MaxValue"/>. So is a percentile
/// that falls on it, and with even one of them the longest time, the mean and the standard deviation: no figure looks better because something
/// failed. <see cref="Answered"/> has the figures of the rest. A refusal is an answer and counts with the time it took;
/// <c>Where(sample => sample.Outcome == Outcome.Accepted)</c> leaves it out.
/// Figures of an empty measurement throw <see cref="InvalidOperationException"/>.
/// </remarks>
public sealed partial class Measurement
{
    /// <summary>The samples of a load up to this size are kept; of a larger one only histograms with three digits.</summary>
    public const int MostSamples = 100_000;

    private readonly Figures _figures;
    private readonly long _began;
    private readonly IReadOnlyList<Busy> _busy;

    internal Measurement(
        Arrivals arrivals, Figures figures, IReadOnlyList<Sample> samples, IReadOnlyList<LoadError> errors, long began, IReadOnlyList<Busy> busy)
    {
        (Arrivals, _figures, Samples, Errors, _began, _busy) = (arrivals, figures, samples, errors, began, busy);
    }

    /// <summary>How the work arrived; for a part of a measurement, how the whole did.</summary>
    public Arrivals Arrivals { get; }

    /// <summary>Every piece, in the order of its index. Empty if there were more than <see cref="MostSamples"/>.</summary>
    public IReadOnlyList<Sample> Samples { get; }

    /// <summary>Why work failed: the first ten different messages. Of a part of a measurement, those of the whole.</summary>
    public IReadOnlyList<LoadError> Errors { get; }

    /// <summary>Pieces of work, whatever became of them.</summary>
    public int Count => _figures.Count;

    public int Accepted => _figures.Accepted;

    public int Refused => _figures.Refused;

    public int Failed => _figures.Failed;

    public int TimedOut => _figures.TimedOut;

    /// <summary>Failed and timed out: nobody knows what became of them.</summary>
    public int Lost => _figures.Unanswered;

    /// <summary>From the first planned instant to the last answer. Of merged measurements: while any of them was under way.</summary>
    public TimeSpan TotalTime => Busy.Total(_busy);

    /// <summary>Accepted work for each second of <see cref="TotalTime"/>.</summary>
    public double Throughput => TotalTime > TimeSpan.Zero ? Accepted / TotalTime.TotalSeconds : 0;

    /// <summary>Accepted of all, 0 to 1. A refusal is no success.</summary>
    public double SuccessRate => (double)Accepted / AtLeastOne;

    /// <summary>Failed and timed out of all, 0 to 1. A refusal is no error: it was answered as promised.</summary>
    public double ErrorRate => (double)Lost / AtLeastOne;

    public TimeSpan Min => AtRank(1);

    public TimeSpan Max => AtRank(AtLeastOne);

    public TimeSpan Mean => AtLeastOne > 0 && Lost == 0 ? _figures.Responses.Mean : TimeSpan.MaxValue;

    /// <summary>Of the response times themselves, divided by their number.</summary>
    public TimeSpan StandardDeviation => AtLeastOne > 0 && Lost == 0 ? _figures.Responses.StandardDeviation : TimeSpan.MaxValue;

    /// <summary>How late the work was started against its plan.</summary>
    public GeneratorLag Lag => new(_figures.Lags.AtRank(NearestRank.Rank(AtLeastOne, 99)), _figures.Lags.AtRank(Count));

    /// <summary>
    /// The share of the machine's processors that others used meanwhile, from 0 to 1: neither this process nor its children. Of several measurements the
    /// largest; <see langword="null"/> where the operating system does not tell, which only Linux does.
    /// </summary>
    public double? OthersShare { get; internal init; }

    /// <summary>A copy of the response times of answered work, in microseconds: three digits, up to an hour. All of them can be added.</summary>
    public LongHistogram Histogram => _figures.Responses.Histogram;

    private int AtLeastOne => Count > 0
        ? Count
        : throw new InvalidOperationException($"Nothing was measured, so there is no such figure ({Arrivals}).");

    /// <summary>
    /// The response time that so many percent of all pieces did not exceed, by nearest rank: it is the time of one of them, and
    /// <see cref="TimeSpan.MaxValue"/> if that one had no answer.
    /// </summary>
    /// <param name="percent">Above 0, up to 100: <c>95</c>, <c>99.9m</c>.</param>
    public TimeSpan Percentile(decimal percent) => AtRank(NearestRank.Rank(AtLeastOne, percent));

    /// <summary>The response time of that rank among all pieces, counting from 1.</summary>
    internal TimeSpan AtRank(int rank)
    {
        _ = AtLeastOne;
        return rank <= _figures.Responses.Count ? _figures.Responses.AtRank(rank) : TimeSpan.MaxValue;
    }
}
