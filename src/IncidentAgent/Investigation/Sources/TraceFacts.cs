namespace IncidentAgent.Investigation.Sources;

/// <summary>What traces tell beside one service's own spans: who called whom in them, and whose operations were slow or failed.</summary>
internal static class TraceFacts
{
    private const int MostShown = 10;

    /// <summary>A span counts once, however many answers it is in; one whose process or parent is not in its trace tells nothing.</summary>
    public static Facts Of(IReadOnlyList<JaegerTrace> traces, TimeSpan slowerThan)
    {
        var spans = traces.SelectMany(trace => trace.Spans ?? [], (trace, span) => (Trace: trace, Span: span, Service: trace.ServiceOf(span)))
            .DistinctBy(one => (one.Span.TraceId, one.Span.SpanId))
            .Where(one => one.Service is not null).ToList();
        return new Facts
        {
            Calls = Calls([.. spans.Select(one => (one.Span, one.Service!))]),
            Operations =
            [
                .. spans.GroupBy(one => (Service: one.Service!, Operation: one.Span.OperationName ?? ""))
                    .Select(group => new OperationCount(
                        group.Key.Service, group.Key.Operation, group.Count(),
                        group.Count(one => one.Span.Duration > slowerThan), group.Count(one => one.Span.Failed)))
                    .Where(operation => operation.Slow + operation.Failed > 0)
                    .OrderByDescending(operation => operation.Slow + operation.Failed)
                    .ThenBy(operation => operation.Service, StringComparer.Ordinal).ThenBy(operation => operation.Operation, StringComparer.Ordinal),
            ],
        };
    }

    /// <summary>For example <c>orders POST /orders: 3 slow, 1 failed</c>.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<OperationCount> operations) => operations.Take(MostShown).Select(operation =>
        Words.Excerpt(FormattableString.Invariant($"{operation.Service} {operation.Operation}: {operation.Slow} slow, {operation.Failed} failed")));

    private static IReadOnlyList<Call> Calls(IReadOnlyList<(JaegerSpan Span, string Service)> spans)
    {
        var services = spans.ToDictionary(one => (one.Span.TraceId, one.Span.SpanId), one => one.Service);
        return
        [
            .. spans.SelectMany(one => one.Span.References ?? [], (one, reference) =>
                    (Caller: services.GetValueOrDefault((one.Span.TraceId, reference.SpanId)), Callee: one.Service))
                .Where(call => call.Caller is not null && call.Caller != call.Callee)
                .Select(call => new Call(call.Caller!, call.Callee)).Distinct()
                .OrderBy(call => call.Caller, StringComparer.Ordinal).ThenBy(call => call.Callee, StringComparer.Ordinal),
        ];
    }
}
