namespace IncidentAgent.Investigation.Sources;

/// <summary>Who calls whom, as one piece of evidence.</summary>
internal static class CallEvidence
{
    private const int MostShown = 30;

    public static Evidence Of(
        string source, string query, EvidenceRequest request, IReadOnlyList<Call> calls, string? link, IReadOnlyList<string> warnings)
    {
        var own = request.Incident.Services;
        var called = calls.Where(call => own.Contains(call.Caller)).Select(call => call.Callee).Distinct().Order(StringComparer.Ordinal).ToList();
        var callers = calls.Where(call => own.Contains(call.Callee)).Select(call => call.Caller).Distinct().Order(StringComparer.Ordinal).ToList();
        return new Evidence
        {
            Source = source,
            Title = "Who calls whom",
            Query = query,
            From = request.From,
            To = request.To,
            Value = Words.Excerpt($"{string.Join(", ", own)}: {Named("calls", called)}; {Named("called by", callers)}"),
            Details = [.. calls.OrderByDescending(call => own.Contains(call.Caller) || own.Contains(call.Callee))
                .ThenBy(call => call.Caller, StringComparer.Ordinal).ThenBy(call => call.Callee, StringComparer.Ordinal)
                .Take(MostShown).Select(call => Words.Excerpt($"{call.Caller} -> {call.Callee}"))],
            Link = link,
            Warnings = warnings,
            Facts = new Facts { Calls = calls },
        };
    }

    private static string Named(string how, IReadOnlyList<string> services) => $"{how} {(services.Count == 0 ? "nobody" : string.Join(", ", services))}";
}
