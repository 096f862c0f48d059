using System.Globalization;
using IncidentAgent.Alerts;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Investigation.Sources;

/// <summary>
/// Evaluates the alert's own expression over the window, where its generator URL names one (<c>g0.expr</c>), and the configured queries.
/// Each different expression is asked once, at most <see cref="Questions.Most"/> per incident.
/// </summary>
internal sealed class PrometheusSource(
    IHttpClientFactory clients, IOptions<PrometheusOptions> options, IOptions<InvestigationOptions> investigation) : IEvidenceSource
{
    public const string SourceName = "prometheus";

    private readonly SourceClient _client = new(clients, SourceName, options.Value);
    private readonly IReadOnlyList<(PrometheusQuery Query, QueryTemplate Template)> _queries =
        [.. options.Value.Queries.Select(query => (query, QueryTemplate.Parse(query.Query)))];

    public string Name => SourceName;

    public Task<IReadOnlyList<Evidence>> CollectAsync(EvidenceRequest request, CancellationToken cancellation)
    {
        var grid = PrometheusGrid.Over(request.From, request.To, options.Value.Step);
        var began = request.Alerts.Count == 0 ? request.Incident.StartedAt : request.Alerts.Min(alert => alert.StartsAt);
        return Questions.AskAllAsync(
            [.. Expressions(request.Alerts).DistinctBy(expression => expression.Query)],
            (expression, token) => AskAsync(expression, grid, began, token),
            cancellation);
    }

    private IEnumerable<Expression> Expressions(IReadOnlyList<Alert> alerts)
    {
        foreach (var alert in alerts)
        {
            if (OwnExpression(alert.GeneratorUrl) is { } own)
            {
                yield return new Expression($"{alert.Name}: the alert's own expression", own, "");
            }
        }

        foreach (var (query, template) in _queries)
        {
            foreach (var alert in alerts)
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

    private async Task<Evidence> AskAsync(Expression expression, PrometheusGrid grid, DateTimeOffset began, CancellationToken cancellation)
    {
        // POST, because an expression may be longer than an address.
        using var question = new HttpRequestMessage(HttpMethod.Post, "api/v1/query_range");
        question.Content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["query"] = expression.Query,
            ["start"] = UnixSeconds(grid.Start),
            ["end"] = UnixSeconds(grid.End),
            ["step"] = Seconds(grid.Step),
            ["timeout"] = Seconds(investigation.Value.SourceTimeout),
        });
        var answer = await _client.AskAsync(question, PrometheusJson.Default.PrometheusAnswer, PrometheusAnswer.Explain, cancellation);
        if (answer.Status != "success" || answer.Data?.ResultType != "matrix")
        {
            throw new EvidenceUnavailableException($"answered '{answer.Status}' with '{answer.Data?.ResultType}' where a matrix was asked for");
        }

        var series = answer.Data.Result ?? [];
        var summaries = series.Select(one => SeriesSummary.Of(one, began)).OfType<SeriesSummary>()
            .OrderByDescending(one => one.Highest).ThenBy(one => one.Name, StringComparer.Ordinal).ToList();
        return new Evidence
        {
            Source = SourceName,
            Title = expression.Title,
            Query = expression.Query,
            From = grid.Start,
            To = grid.End,
            Value = SeriesSummary.Line(series.Count, summaries, expression.Unit),
            Details = [.. summaries.Take(SeriesSummary.MostSeries).Select(one => $"{one.Name}: {one.Course(expression.Unit)}")],
            Link = Link(expression.Query, grid),
            Warnings = [.. Warnings(answer, series, summaries.Count)],
        };
    }

    private static IEnumerable<string> Warnings(PrometheusAnswer answer, IReadOnlyList<PrometheusSeries> series, int withNumbers)
    {
        foreach (var said in (answer.Warnings ?? []).Concat(answer.Infos ?? []).Take(SeriesSummary.MostSeries))
        {
            yield return Words.OneLine(said);
        }

        if (withNumbers > SeriesSummary.MostSeries)
        {
            yield return $"only the {SeriesSummary.MostSeries} highest of {withNumbers} series are kept";
        }

        if (series.Count(one => one.Values is null) is > 0 and var histograms)
        {
            yield return $"{histograms} series of native histograms are not read";
        }
    }

    private string Link(string expression, PrometheusGrid grid)
    {
        var parameters = new Dictionary<string, string?>
        {
            ["g0.expr"] = expression,
            ["g0.tab"] = "0",
            ["g0.range_input"] = $"{Seconds(grid.End - grid.Start)}s",
            ["g0.end_input"] = grid.End.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        };
        return QueryHelpers.AddQueryString(new Uri(options.Value.Base, "graph").AbsoluteUri, parameters);
    }

    private static string UnixSeconds(DateTimeOffset instant) => instant.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan duration) => duration.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);

    private sealed record Expression(string Title, string Query, string Unit);
}
