using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IncidentAgent.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace IncidentAgent.Specs.Support;

/// <summary>
/// Prometheus' range query: for whatever <c>service="…"</c> a query asks, one series of that service that rises at the end of the window; for signals of
/// several services (<c>service=~"…"</c>), their requests and their latency as far as it was told of them; else nothing. Numbers are strings, times are
/// seconds.
/// </summary>
internal sealed partial class PrometheusStandIn : SourceStandIn
{
    private const double RequestsPerSecond = 10;

    private readonly ConcurrentDictionary<string, Course> _courses = new();

    /// <summary>It has watched that service for hours.</summary>
    public void Measures(string service, Course latency) => _courses[service] = latency;

    protected override Task AnswerAsync(HttpContext context, Asked asked)
    {
        context.Response.ContentType = "application/json";
        var query = asked["query"] ?? "";
        var (start, end, step) = (Number(asked["start"]), Number(asked["end"]), Number(asked["step"]));
        var one = Service().Match(query).Groups["service"].Value;
        JsonNode[] result = one.Length > 0
            ? [Series(one, Points(start, end, step, at => at > end - (2 * step) ? 0.93 : 0.12))]
            : [.. Signals(query, start, end, step)];
        return context.Response.WriteAsync(new JsonObject
        {
            ["status"] = "success",
            ["data"] = new JsonObject { ["resultType"] = "matrix", ["result"] = new JsonArray(result) },
        }.ToJsonString());
    }

    private IEnumerable<JsonNode> Signals(string query, double start, double end, double step)
    {
        foreach (var service in Services().Match(query).Groups["services"].Value.Split('|').Where(_courses.ContainsKey))
        {
            var latency = _courses[service];
            if (query.Contains("_seconds_sum", StringComparison.Ordinal))
            {
                yield return Series(service, Points(start, end, step, latency.At));
            }
            else if (query.StartsWith('(') && query.Contains("_seconds_count", StringComparison.Ordinal))
            {
                yield return Series(service, Points(start, end, step, _ => RequestsPerSecond));
            }
        }
    }

    private static JsonObject Series(string service, IEnumerable<JsonNode> points) => new()
    {
        ["metric"] = new JsonObject { ["service"] = service },
        ["values"] = new JsonArray([.. points]),
    };

    private static IEnumerable<JsonNode> Points(double start, double end, double step, Func<double, double> value)
    {
        for (var at = start; at <= end; at += step)
        {
            yield return new JsonArray(at, value(at).ToString(CultureInfo.InvariantCulture));
        }
    }

    private static double Number(string? text) => double.Parse(text!, CultureInfo.InvariantCulture);

    [GeneratedRegex("""service="(?<service>[^"\\]+)" """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Service();

    [GeneratedRegex("""service=~"(?:\(\?:)?(?<services>[^")\\]+)\)?" """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Services();
}

/// <summary>How long a service took for its requests: as usual, and since some time longer.</summary>
internal sealed record Course(double UsualSeconds, double SinceSeconds, DateTimeOffset Since)
{
    /// <summary>A twentieth up and down, as things are.</summary>
    public double At(double unixSeconds) =>
        (unixSeconds < Since.ToUnixTimeSeconds() ? UsualSeconds : SinceSeconds) * (1 + (0.05 * Math.Sin(unixSeconds / 47)));
}
