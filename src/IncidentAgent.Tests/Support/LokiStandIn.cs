using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace IncidentAgent.Tests.Support;

/// <summary>
/// Loki's range query over lines held in memory: one label, one line filter, backward by default, the limit cuts the far end, the end is exclusive,
/// and a limit above the configured maximum is a 400 in plain text.
/// </summary>
internal sealed partial class LokiStandIn : SourceStandIn
{
    private ImmutableList<LokiLine> _lines = [];

    /// <summary>Loki's <c>max_entries_limit_per_query</c>.</summary>
    public int MaxEntries { get; init; } = 5000;

    public LokiStandIn With(params IEnumerable<LokiLine> lines)
    {
        _lines = _lines.AddRange(lines);
        return this;
    }

    protected override Task AnswerAsync(HttpContext context, Asked asked)
    {
        var limit = int.Parse(asked["limit"] ?? "100", CultureInfo.InvariantCulture);
        if (limit > MaxEntries)
        {
            return RefuseAsync(context, $"max entries limit per query exceeded, limit > max_entries_limit_per_query ({limit} > {MaxEntries})");
        }

        var selector = Selector().Match(asked["query"] ?? "");
        if (!selector.Success)
        {
            return RefuseAsync(context, "parse error at line 1, col 1: syntax error: unexpected IDENTIFIER");
        }

        var start = long.Parse(asked["start"]!, CultureInfo.InvariantCulture);
        var end = long.Parse(asked["end"]!, CultureInfo.InvariantCulture);
        var filter = new Regex(selector.Groups["filter"].Value);
        var matching = _lines.Where(line => line.Labels.GetValueOrDefault(selector.Groups["label"].Value) == selector.Groups["value"].Value
            && line.UnixNanoseconds >= start && line.UnixNanoseconds < end && filter.IsMatch(line.Text));
        var chosen = asked["direction"] == "forward"
            ? matching.OrderBy(line => line.UnixNanoseconds).Take(limit)
            : matching.OrderByDescending(line => line.UnixNanoseconds).Take(limit);
        var streams = chosen.GroupBy(line => string.Join(',', line.Labels.OrderBy(label => label.Key, StringComparer.Ordinal)), (_, lines) => Stream([.. lines]));
        var answer = new JsonObject
        {
            ["status"] = "success",
            ["data"] = new JsonObject { ["resultType"] = "streams", ["result"] = new JsonArray([.. streams]), ["stats"] = new JsonObject() },
        };
        context.Response.ContentType = "application/json; charset=UTF-8";
        return context.Response.WriteAsync(answer.ToJsonString());
    }

    private static Task RefuseAsync(HttpContext context, string text)
    {
        context.Response.StatusCode = 400;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text + "\n");
    }

    private static JsonObject Stream(IReadOnlyList<LokiLine> lines) => new()
    {
        ["stream"] = new JsonObject(lines[0].Labels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value))),
        ["values"] = new JsonArray([.. lines.Select(Entry)]),
    };

    private static JsonArray Entry(LokiLine line)
    {
        var entry = new JsonArray(line.UnixNanoseconds.ToString(CultureInfo.InvariantCulture), line.Text);
        if (line.Metadata is { } metadata)
        {
            entry.Add(new JsonObject { ["structuredMetadata"] = new JsonObject { ["trace_id"] = metadata } });
        }

        return entry;
    }

    [GeneratedRegex("""^\{(?<label>\w+)="(?<value>[^"\\]*)"\}(?: \|~ "(?<filter>[^"\\]*)")?$""")]
    private static partial Regex Selector();
}

/// <param name="UnixNanoseconds">Since 1970.</param>
/// <param name="Labels">The stream's.</param>
/// <param name="Text">The line.</param>
/// <param name="Metadata">A trace id, sent as a third element.</param>
internal sealed record LokiLine(long UnixNanoseconds, IReadOnlyDictionary<string, string> Labels, string Text, string? Metadata = null)
{
    public static LokiLine Of(string service, DateTimeOffset at, string text, long nanoseconds = 0, string pod = "a") => new(
        ((at - DateTimeOffset.UnixEpoch).Ticks * 100) + nanoseconds, new Dictionary<string, string> { ["service"] = service, ["pod"] = pod }, text);
}
