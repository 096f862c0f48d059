namespace IncidentAgent.Investigation.Sources;

/// <summary>The series of one signal by service; of several series of a service the worst one counts.</summary>
internal sealed class ServiceSeries(PrometheusSignal signal, TimeSpan step)
{
    private const int MostShown = 30;

    private readonly Dictionary<string, SignalSeries> _series = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _several = new(StringComparer.Ordinal);

    public IEnumerable<string> Warnings => _several.Count == 0
        ? []
        : [Words.Excerpt($"the query gives several series of {string.Join(", ", _several)}: of each the worst one counts")];

    public void Add(string service, PrometheusSeries series)
    {
        var one = new SignalSeries(service, signal.Signal!.Value, signal.Resource, Points(series));
        if (one.Points.Count == 0)
        {
            return;
        }

        if (_series.TryGetValue(service, out var other))
        {
            _several.Add(service);
            if (Badness(other) >= Badness(one))
            {
                return;
            }
        }

        _series[service] = one;
    }

    /// <summary>In the order of the services.</summary>
    public IReadOnlyList<SignalSeries> Series(IReadOnlyList<string> services) => [.. services.Select(_series.GetValueOrDefault).OfType<SignalSeries>()];

    /// <param name="series">Not empty.</param>
    /// <param name="request">What was asked about.</param>
    /// <param name="grid">When.</param>
    /// <param name="query">As it was sent.</param>
    /// <param name="link">Where a person sees it.</param>
    /// <param name="warnings">What is to be said against it.</param>
    public Evidence Evidence(
        IReadOnlyList<SignalSeries> series, EvidenceRequest request, PrometheusGrid grid, string query, string link, IReadOnlyList<string> warnings)
    {
        var unit = signal.Signal switch { Signal.Latency => "s", Signal.Requests => "per step", _ => "" };
        var lines = series.Select(one => $"{one.Service}: {SeriesSummary.Of(one, request.Began).Course(unit)}").ToList();
        return new Evidence
        {
            Source = PrometheusSource.SourceName,
            Title = $"{What} of {(series.Count == 1 ? series[0].Service : Words.Count(series.Count, "service", "services"))}",
            Query = query,
            From = grid.Start,
            To = grid.End,
            Value = series.Count == 1 ? lines[0] : $"{lines[0]}; and of {Words.Count(series.Count - 1, "other service", "other services")}",
            Details = [.. lines.Take(MostShown)],
            Link = link,
            Warnings = warnings,
            Facts = new Facts { Series = series },
        };
    }

    private string What => signal.Resource is { } resource ? $"{signal.Signal} of {resource}" : $"{signal.Signal}";

    /// <summary>The finite values, oldest first; requests a second become requests in each step.</summary>
    private IReadOnlyList<SignalPoint> Points(PrometheusSeries series)
    {
        var factor = signal.Signal == Signal.Requests ? step.TotalSeconds : 1;
        return
        [
            .. (series.Values ?? []).Where(sample => double.IsFinite(sample.Value)).OrderBy(sample => sample.At).DistinctBy(sample => sample.At)
                .Select(sample => new SignalPoint(sample.At, sample.Value * factor)),
        ];
    }

    private double Badness(SignalSeries series) =>
        signal.Signal == Signal.Availability ? -series.Points.Min(point => point.Value) : series.Points.Max(point => point.Value);
}
