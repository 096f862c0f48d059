namespace IncidentAgent.Investigation.Sources;

/// <summary>The slow and the failed spans of one service. A span counts once, however many answers or traces it is in; its parent is not needed.</summary>
internal sealed class SpanTally(string service, TimeSpan slowerThan)
{
    private const int MostKept = 20;

    private readonly Dictionary<(string? Trace, string? Span), JaegerSpan> _slow = [];
    private readonly Dictionary<(string? Trace, string? Span), JaegerSpan> _failed = [];
    private readonly HashSet<string> _warnings = [];
    private int _ofNobody;

    public void Add(IReadOnlyList<JaegerTrace> traces)
    {
        foreach (var trace in traces)
        {
            foreach (var span in trace.Spans ?? [])
            {
                if (trace.ServiceOf(span) is not { } owner)
                {
                    _ofNobody++;
                }
                else if (owner == service)
                {
                    Add(span);
                }
            }
        }
    }

    private void Add(JaegerSpan span)
    {
        var slow = span.Duration > slowerThan && _slow.TryAdd((span.TraceId, span.SpanId), span);
        var failed = span.Failed && _failed.TryAdd((span.TraceId, span.SpanId), span);
        if (slow || failed)
        {
            _warnings.UnionWith((span.Warnings ?? []).Select(Words.OneLine));
        }
    }

    /// <summary>For example <c>12 slow spans (&gt; 1 s), slowest 4.2 s in GET /pay; 3 failed</c>.</summary>
    public string Line
    {
        get
        {
            var over = $"(> {Words.Of(slowerThan)})";
            var slow = _slow.Values.MaxBy(span => span.DurationMicroseconds) is { } slowest
                ? $"{Words.Count(_slow.Count, "slow span", "slow spans")} {over}, "
                    + $"slowest {Words.Of(slowest.Duration)} in {Words.OneLine(slowest.OperationName ?? "an operation without a name")}"
                : $"no slow spans {over}";
            return $"{slow}; {(_failed.Count == 0 ? "none" : _failed.Count)} failed";
        }
    }

    /// <summary>The slowest spans, then the failed ones that were not slow.</summary>
    public IReadOnlyList<string> Spans =>
        [.. _slow.Values.Concat(_failed.Where(one => !_slow.ContainsKey(one.Key)).Select(one => one.Value))
            .OrderByDescending(span => span.DurationMicroseconds).Take(MostKept).Select(Describe)];

    public IEnumerable<string> Warnings
    {
        get
        {
            var said = _warnings.Order(StringComparer.Ordinal).Take(Questions.Most);
            return _ofNobody == 0 ? said : said.Append($"{Words.Count(_ofNobody, "span names", "spans name")} no process and cannot be counted");
        }
    }

    private static string Describe(JaegerSpan span) => Words.Excerpt(
        $"{Words.Of(span.StartedAt)} {span.OperationName} took {Words.Of(span.Duration)}{(span.Failed ? ", failed" : "")}, trace {span.TraceId}");
}
