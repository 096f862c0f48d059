using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace IncidentAgent.Investigation.Sources;

/// <summary>Prometheus' range query, and the page where a person sees the same.</summary>
internal sealed class PrometheusApi(IHttpClientFactory clients, PrometheusOptions options, TimeSpan timeout)
{
    private readonly SourceClient _client = new(clients, PrometheusSource.SourceName, options);

    /// <exception cref="EvidenceUnavailableException">It was not answered with a matrix.</exception>
    public async Task<PrometheusAnswer> RangeAsync(string query, PrometheusGrid grid, CancellationToken cancellation)
    {
        // POST, because a query may be longer than an address.
        using var question = new HttpRequestMessage(HttpMethod.Post, "api/v1/query_range");
        question.Content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["query"] = query,
            ["start"] = UnixSeconds(grid.Start),
            ["end"] = UnixSeconds(grid.End),
            ["step"] = Seconds(grid.Step),
            ["timeout"] = Seconds(timeout),
        });
        var answer = await _client.AskAsync(question, PrometheusJson.Default.PrometheusAnswer, PrometheusAnswer.Explain, cancellation);
        return answer.Status == "success" && answer.Data?.ResultType == "matrix"
            ? answer
            : throw new EvidenceUnavailableException($"answered '{answer.Status}' with '{answer.Data?.ResultType}' where a matrix was asked for");
    }

    public string Link(string query, PrometheusGrid grid)
    {
        var parameters = new Dictionary<string, string?>
        {
            ["g0.expr"] = query,
            ["g0.tab"] = "0",
            ["g0.range_input"] = $"{Seconds(grid.End - grid.Start)}s",
            ["g0.end_input"] = grid.End.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        };
        return QueryHelpers.AddQueryString(new Uri(options.Base, "graph").AbsoluteUri, parameters);
    }

    private static string UnixSeconds(DateTimeOffset instant) => instant.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan duration) => duration.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
}
