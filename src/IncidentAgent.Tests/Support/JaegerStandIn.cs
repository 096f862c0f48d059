using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace IncidentAgent.Tests.Support;

/// <summary>
/// Jaeger's trace search over spans held in memory: the service is required, start and end are microseconds, durations are Go's, a tag has to be equal,
/// and whole traces come back when one span of the service matches. Its dependencies are asked in milliseconds.
/// </summary>
internal sealed class JaegerStandIn : SourceStandIn
{
    private ImmutableList<JaegerStandInSpan> _spans = [];
    private ImmutableList<(string Caller, string Callee, DateTimeOffset At)> _calls = [];

    public JaegerStandIn With(params IEnumerable<JaegerStandInSpan> spans)
    {
        _spans = _spans.AddRange(spans);
        return this;
    }

    /// <summary>Knows of a call at that time.</summary>
    public JaegerStandIn WithCall(string caller, string callee, DateTimeOffset at)
    {
        _calls = _calls.Add((caller, callee, at));
        return this;
    }

    protected override Task AnswerAsync(HttpContext context, Asked asked)
    {
        context.Response.ContentType = "application/json";
        if (asked.Path == "/api/dependencies")
        {
            return AnswerDependenciesAsync(context, asked);
        }

        if (string.IsNullOrEmpty(asked["service"]))
        {
            return RefuseAsync(context, "parameter 'service' is required");
        }

        if (asked["minDuration"] is { } minimum && GoDuration(minimum) is null)
        {
            return RefuseAsync(context, $"unable to parse param 'minDuration': time: invalid duration \"{minimum}\"");
        }

        var traces = _spans.GroupBy(span => span.Trace).Where(trace => trace.Any(span => Matches(span, asked)))
            .Take(int.Parse(asked["limit"] ?? "100", CultureInfo.InvariantCulture)).Select(Trace);
        return context.Response.WriteAsync(
            new JsonObject { ["data"] = new JsonArray([.. traces]), ["total"] = 0, ["errors"] = null }.ToJsonString());
    }

    private Task AnswerDependenciesAsync(HttpContext context, Asked asked)
    {
        if (!long.TryParse(asked["endTs"], CultureInfo.InvariantCulture, out var endMilliseconds))
        {
            return RefuseAsync(context, "unable to parse param 'endTs': strconv.ParseInt: parsing \"\": invalid syntax");
        }

        var end = DateTimeOffset.FromUnixTimeMilliseconds(endMilliseconds);
        var start = end.AddMilliseconds(long.Parse(asked["lookback"] ?? "86400000", CultureInfo.InvariantCulture) * -1.0);
        var known = _calls.Where(call => call.At >= start && call.At <= end).GroupBy(call => (call.Caller, call.Callee))
            .Select(call => new JsonObject { ["parent"] = call.Key.Caller, ["child"] = call.Key.Callee, ["callCount"] = call.Count() });
        return context.Response.WriteAsync(
            new JsonObject { ["data"] = new JsonArray([.. known]), ["total"] = 0, ["errors"] = null }.ToJsonString());
    }

    private static Task RefuseAsync(HttpContext context, string message)
    {
        context.Response.StatusCode = 400;
        var error = new JsonObject { ["code"] = 400, ["msg"] = message };
        return context.Response.WriteAsync(new JsonObject { ["data"] = null, ["errors"] = new JsonArray(error) }.ToJsonString());
    }

    private static bool Matches(JaegerStandInSpan span, Asked asked)
    {
        var start = Microseconds(span.At);
        return span.Service == asked["service"]
            && start >= long.Parse(asked["start"]!, CultureInfo.InvariantCulture)
            && start <= long.Parse(asked["end"]!, CultureInfo.InvariantCulture)
            && (asked["minDuration"] is not { } minimum || span.Duration >= GoDuration(minimum))
            && (asked["tags"] is not { } tags || JsonSerializer.Deserialize<Dictionary<string, string>>(tags)!.Contains(new("error", span.Failed ? "true" : "false")));
    }

    /// <summary>One number and one unit, which is all that is asked here.</summary>
    private static TimeSpan? GoDuration(string text)
    {
        var unit = text.TrimStart([.. "0123456789."]);
        var microseconds = unit switch { "us" => 1, "ms" => 1e3, "s" => 1e6, _ => 0 };
        return microseconds > 0 && double.TryParse(text[..^unit.Length], CultureInfo.InvariantCulture, out var count)
            ? TimeSpan.FromMicroseconds(count * microseconds)
            : null;
    }

    private static JsonObject Trace(IEnumerable<JaegerStandInSpan> trace)
    {
        var processes = trace.Select(span => span.Service).Distinct().Index().ToDictionary(one => one.Item, one => $"p{one.Index + 1}");
        return new JsonObject
        {
            ["traceID"] = trace.First().Trace,
            ["spans"] = new JsonArray([.. trace.Select(span => Span(span, processes[span.Service]))]),
            ["processes"] = new JsonObject(processes.Select(one => KeyValuePair.Create(one.Value, (JsonNode?)new JsonObject { ["serviceName"] = one.Key, ["tags"] = new JsonArray() }))),
            ["warnings"] = null,
        };
    }

    private static JsonObject Span(JaegerStandInSpan span, string process) => new()
    {
        ["traceID"] = span.Trace,
        ["spanID"] = span.Id,
        ["operationName"] = span.Operation,
        ["references"] = new JsonArray(new JsonObject { ["refType"] = "CHILD_OF", ["traceID"] = span.Trace, ["spanID"] = span.Parent }),
        ["startTime"] = Microseconds(span.At),
        ["duration"] = (long)span.Duration.TotalMicroseconds,
        ["tags"] = new JsonArray(
            new JsonObject { ["key"] = "error", ["type"] = "bool", ["value"] = span.Failed },
            new JsonObject { ["key"] = "http.status_code", ["type"] = "int64", ["value"] = 200 }),
        ["logs"] = new JsonArray(),
        ["processID"] = process,
        ["warnings"] = span.Warning is { } warning ? new JsonArray(warning) : null,
    };

    private static long Microseconds(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks / 10;
}

/// <summary>One span; its parent is by default one that the trace does not hold.</summary>
internal sealed record JaegerStandInSpan(string Trace, string Id, string Service)
{
    public required DateTimeOffset At { get; init; }

    public required TimeSpan Duration { get; init; }

    public string Operation { get; init; } = "GET /pay";

    public string Parent { get; init; } = "0badc0de";

    public bool Failed { get; init; }

    public string? Warning { get; init; }
}
