using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IncidentAgent.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace IncidentAgent.Specs.Support;

/// <summary>
/// Prometheus' range query: for whatever <c>service="…"</c> a query asks, one series of that service that rises at the end of the window; for a query
/// without one, nothing. Numbers are strings, times are seconds.
/// </summary>
internal sealed partial class PrometheusStandIn : SourceStandIn
{
    protected override Task AnswerAsync(HttpContext context, Asked asked)
    {
        context.Response.ContentType = "application/json";
        var service = Service().Match(asked["query"] ?? "").Groups["service"].Value;
        var result = service.Length == 0 ? [] : new JsonArray(Series(service, Number(asked["start"]), Number(asked["end"]), Number(asked["step"])));
        return context.Response.WriteAsync(new JsonObject
        {
            ["status"] = "success",
            ["data"] = new JsonObject { ["resultType"] = "matrix", ["result"] = result },
        }.ToJsonString());
    }

    private static JsonObject Series(string service, double start, double end, double step) => new()
    {
        ["metric"] = new JsonObject { ["service"] = service },
        ["values"] = new JsonArray([.. Points(start, end, step)]),
    };

    private static IEnumerable<JsonNode> Points(double start, double end, double step)
    {
        for (var at = start; at <= end; at += step)
        {
            yield return new JsonArray(at, at > end - (2 * step) ? "0.93" : "0.12");
        }
    }

    private static double Number(string? text) => double.Parse(text!, CultureInfo.InvariantCulture);

    [GeneratedRegex("""service="(?<service>[^"\\]+)" """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Service();
}
