namespace IncidentAgent.Investigation.RootCause;

/// <summary>
/// What the evidence measured, on common bins. Of two measurements of the same thing the one with more points counts. What is not finite, is
/// absurdly large (beyond 10^15) or lies outside the time its own evidence speaks of is left out; so is every series after the first
/// <see cref="Most"/>, by name.
/// </summary>
internal sealed class Measurements
{
    public const int Most = 50_000;

    private const double MostValue = 1e15;

    private static readonly string[] Nothing = [];

    private readonly SortedDictionary<Measured, (IReadOnlyList<SignalPoint> Points, string EvidenceId)> _series = new(Measured.Order);
    private readonly Dictionary<Measured, double[]> _binned = [];

    public Measurements(IEnumerable<Evidence> evidence)
    {
        foreach (var one in evidence.OrderBy(one => one.Id, StringComparer.Ordinal))
        {
            foreach (var series in one.Facts?.Series ?? [])
            {
                Add(series, one);
            }
        }

        foreach (var tooMany in _series.Keys.Skip(Most).ToList())
        {
            _series.Remove(tooMany);
        }

        Bins = TimeBins.Over([.. _series.Values.Select(series => series.Points)]);
    }

    public TimeBins Bins { get; }

    /// <summary>All that is measured, in the order of <see cref="Measured.Order"/>.</summary>
    public IReadOnlyCollection<Measured> All => _series.Keys;

    /// <summary>The services a signal is measured of, by name.</summary>
    public IReadOnlyList<string> ServicesWith(Signal signal) => [.. _series.Keys.Where(key => key.Signal == signal).Select(key => key.Service).Distinct()];

    /// <summary>The resources measured of a service, by name.</summary>
    public IReadOnlyList<Measured> ResourcesOf(string service) =>
        [.. _series.Keys.Where(key => key.Service == service && key.Signal is Signal.Utilisation or Signal.Saturation)];

    /// <summary>A value for each bin: the sum of requests, the mean of anything else; NaN where nothing was measured.</summary>
    public IReadOnlyList<double> Values(Measured what)
    {
        if (_binned.TryGetValue(what, out var known))
        {
            return known;
        }

        var points = _series.TryGetValue(what, out var series) ? series.Points : [];
        return _binned[what] = what.Signal == Signal.Requests ? Bins.Sums(points) : Bins.Means(points);
    }

    /// <summary>The bins before and after an onset; all NaN where the service's signal is not measured.</summary>
    public ServiceWindow Around(int onset, Measured what) => ServiceWindow.Cut(Values(what), Values(new Measured(what.Service, Signal.Requests)), onset);

    /// <summary>The evidence a service's signal is taken from, and its requests.</summary>
    public IEnumerable<string> EvidenceOf(Measured what) => new[] { what, new Measured(what.Service, Signal.Requests) }
        .SelectMany(one => _series.TryGetValue(one, out var series) ? [series.EvidenceId] : Nothing);

    private void Add(SignalSeries series, Evidence evidence)
    {
        List<SignalPoint> points =
            [.. series.Points.Where(point => Math.Abs(point.Value) <= MostValue && point.At >= evidence.From && point.At <= evidence.To)];
        points.Sort((one, other) => one.At.CompareTo(other.At) is not 0 and var byTime ? byTime : one.Value.CompareTo(other.Value));
        var key = new Measured(series.Service, series.Signal, series.Resource);
        if (points.Count > 0 && !(_series.TryGetValue(key, out var other) && other.Points.Count >= points.Count))
        {
            _series[key] = (points, evidence.Id);
        }
    }
}

/// <summary>What is measured.</summary>
/// <param name="Service">Of whom.</param>
/// <param name="Signal">What of it.</param>
/// <param name="Resource">Of which resource; <see langword="null"/> where the signal is of requests.</param>
internal readonly record struct Measured(string Service, Signal Signal, string? Resource = null)
{
    /// <summary>By service, signal and resource; names letter by letter.</summary>
    public static readonly IComparer<Measured> Order = Comparer<Measured>.Create((one, other) =>
        string.CompareOrdinal(one.Service, other.Service) is not 0 and var byService ? byService
        : one.Signal != other.Signal ? one.Signal.CompareTo(other.Signal)
        : string.CompareOrdinal(one.Resource, other.Resource));
}
