namespace ServiceLevels.Load;

/// <summary>Takes down what becomes of each piece while the load runs.</summary>
internal sealed class Ledger(Arrivals arrivals, IProgress<LoadProgress>? progress)
{
    private const int MostErrors = 10;

    private readonly Lock _lock = new();
    private readonly Sample[]? _samples = arrivals.Total <= Measurement.MostSamples ? new Sample[arrivals.Total] : null;
    private readonly Tally _tally = new();
    private readonly Dictionary<string, int> _errors = [];
    private readonly int _hundredth = Math.Max(1, arrivals.Total / 100);
    private readonly ProcessorUse? _useBefore = ProcessorUse.Now();
    private int _entered;
    private long _first = long.MaxValue;
    private long _last;

    /// <summary>The timestamp at which the load began.</summary>
    public long Began { get; private set; }

    public void Begin(long timestamp) => Began = timestamp;

    public void Enter(int index, int wave, long planned, long started, long finished, Outcome outcome, string? error)
    {
        var sample = new Sample(index, wave, SinceBegan(planned), SinceBegan(started), SinceBegan(finished), outcome);
        int entered;
        lock (_lock)
        {
            Keep(sample);
            (_first, _last) = (Math.Min(_first, planned), Math.Max(_last, finished));
            entered = ++_entered;
            if (error is not null && (_errors.ContainsKey(error) || _errors.Count < MostErrors))
            {
                _errors[error] = _errors.GetValueOrDefault(error) + 1;
            }
        }

        if (entered % _hundredth == 0 || entered == arrivals.Total)
        {
            progress?.Report(new LoadProgress(entered, arrivals.Total, sample.Finished));
        }
    }

    public Measurement Close()
    {
        LoadError[] errors = [.. _errors.OrderByDescending(error => error.Value).Select(error => new LoadError(error.Key, error.Value))];
        var others = _useBefore is { } before ? ProcessorUse.Now()?.OthersSince(before) : null;
        return _samples is null
            ? new Measurement(arrivals, _tally.Figures, [], errors, Began, [new Busy(_first, _last)]) { OthersShare = others }
            : new Measurement(arrivals, Figures.Of(_samples), _samples, errors, Began, Busy.Of(Began, _samples)) { OthersShare = others };
    }

    private TimeSpan SinceBegan(long timestamp) => Clock.Between(Began, timestamp);

    private void Keep(Sample sample)
    {
        if (_samples is null)
        {
            _tally.Add(sample);
        }
        else
        {
            _samples[sample.Index] = sample;
        }
    }
}
