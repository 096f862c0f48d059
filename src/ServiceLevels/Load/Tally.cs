using HdrHistogram;

namespace ServiceLevels.Load;

/// <summary>The figures of a load too large to keep its samples, while they grow.</summary>
internal sealed class Tally
{
    private readonly int[] _outcomes = new int[Enum.GetValues<Outcome>().Length];
    private readonly LongHistogram _responses = Times.EmptyHistogram();
    private readonly LongHistogram _lags = Times.EmptyHistogram();

    public Figures Figures => new(
        _outcomes[(int)Outcome.Accepted],
        _outcomes[(int)Outcome.Refused],
        _outcomes[(int)Outcome.Failed],
        _outcomes[(int)Outcome.TimedOut],
        Times.Of(_responses),
        Times.Of(_lags));

    public void Add(Sample sample)
    {
        _outcomes[(int)sample.Outcome]++;
        Times.Record(_lags, sample.Started - sample.Planned);
        if (sample.Answered)
        {
            Times.Record(_responses, sample.Response);
        }
    }
}
