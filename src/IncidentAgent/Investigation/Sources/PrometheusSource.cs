using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Investigation.Sources;

/// <summary>
/// Evaluates the alert's own expression over the window, where its generator URL names one (<c>g0.expr</c>), and the configured queries; and the signals
/// of the services nearby. Each different expression is asked once, at most <see cref="Questions.Most"/> per incident.
/// </summary>
internal sealed class PrometheusSource(
    IHttpClientFactory clients, IOptions<PrometheusOptions> options, IOptions<InvestigationOptions> investigation) : IEvidenceSource
{
    public const string SourceName = "prometheus";

    private readonly PrometheusApi _api = new(clients, options.Value, investigation.Value.SourceTimeout);
    private readonly PrometheusSignals _signals = new(new(clients, options.Value, investigation.Value.SourceTimeout), options.Value);
    private readonly IReadOnlyList<(PrometheusQuery Query, QueryTemplate Template)> _queries =
        [.. options.Value.Queries.Select(query => (query, QueryTemplate.Parse(query.Query)))];

    public string Name => SourceName;

    public Task<IReadOnlyList<Evidence>> CollectAsync(EvidenceRequest request, CancellationToken cancellation) =>
        Questions.TogetherAsync(AskExpressionsAsync(request, cancellation), _signals.CollectAsync(request, cancellation));

    private Task<IReadOnlyList<Evidence>> AskExpressionsAsync(EvidenceRequest request, CancellationToken cancellation)
    {
        var grid = PrometheusGrid.Over(request.From, request.To, options.Value.Step);
        return Questions.AskAllAsync(
            [.. Expressions(request).DistinctBy(expression => expression.Query)],
            (expression, token) => AskAsync(expression, grid, request.Began, token),
            cancellation);
    }

    private IEnumerable<Expression> Expressions(EvidenceRequest request)
    {
        foreach (var alert in request.Alerts)
        {
            if (OwnExpression(alert.GeneratorUrl) is { } own)
            {
                yield return new Expression($"{alert.Name}: the alert's own expression", own, "");
            }
        }

        foreach (var (query, template) in _queries)
        {
            foreach (var alert in request.Alerts)
            {
                if (template.Fill(alert.Label) is { } filled)
                {
                    yield return new Expression(query.Title, filled, query.Unit);
                }
            }
        }
    }

    private static string? OwnExpression(string? generatorUrl) =>
        Uri.TryCreate(generatorUrl, UriKind.Absolute, out var url)
        && QueryHelpers.ParseQuery(url.Query).TryGetValue("g0.expr", out var values)
        && values[0] is { Length: > 0 } expression
            ? expression
            : null;

    private async Task<IReadOnlyList<Evidence>> AskAsync(
        Expression expression, PrometheusGrid grid, DateTimeOffset began, CancellationToken cancellation)
    {
        var answer = await _api.RangeAsync(expression.Query, grid, cancellation);
        var series = answer.Data?.Result ?? [];
        var summaries = series.Select(one => SeriesSummary.Of(one, began)).OfType<SeriesSummary>()
            .OrderByDescending(one => one.Highest).ThenBy(one => one.Name, StringComparer.Ordinal).ToList();
        var evidence = new Evidence
        {
            Source = SourceName,
            Title = expression.Title,
            Query = expression.Query,
            From = grid.Start,
            To = grid.End,
            Value = SeriesSummary.Line(series.Count, summaries, expression.Unit),
            Details = [.. summaries.Take(SeriesSummary.MostSeries).Select(one => $"{one.Name}: {one.Course(expression.Unit)}")],
            Link = _api.Link(expression.Query, grid),
            Warnings = [.. answer.Said, .. Warnings(series, summaries.Count)],
        };
        return [evidence];
    }

    private static IEnumerable<string> Warnings(IReadOnlyList<PrometheusSeries> series, int withNumbers)
    {
        if (withNumbers > SeriesSummary.MostSeries)
        {
            yield return $"only the {SeriesSummary.MostSeries} highest of {withNumbers} series are kept";
        }

        if (series.Count(one => one.Values is null) is > 0 and var histograms)
        {
            yield return $"{histograms} series of native histograms are not read";
        }
    }

    private sealed record Expression(string Title, string Query, string Unit);
}
