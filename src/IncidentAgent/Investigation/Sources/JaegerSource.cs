using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Investigation.Sources;

/// <summary>Counts each service's slow and failed spans in the window. Jaeger keeps a sample of the traces: a count is a lower bound.</summary>
internal sealed class JaegerSource(IHttpClientFactory clients, IOptions<JaegerOptions> options) : IEvidenceSource
{
    public const string SourceName = "jaeger";

    private const string ErrorTag = """{"error":"true"}""";

    private readonly SourceClient _client = new(clients, SourceName, options.Value);

    public string Name => SourceName;

    public Task<IReadOnlyList<Evidence>> CollectAsync(EvidenceRequest request, CancellationToken cancellation) =>
        Questions.AskAllAsync(request.Incident.Services, (service, token) => AskAsync(service, request, token), cancellation);

    private async Task<IReadOnlyList<Evidence>> AskAsync(string service, EvidenceRequest request, CancellationToken cancellation)
    {
        var common = new Dictionary<string, string?>
        {
            ["service"] = service,
            ["start"] = UnixMicroseconds(request.From),
            ["end"] = UnixMicroseconds(request.To),
            ["limit"] = options.Value.Limit.ToString(CultureInfo.InvariantCulture),
        };
        var slower = new Dictionary<string, string?>(common) { ["minDuration"] = GoDuration(options.Value.SlowerThan) };
        var failed = new Dictionary<string, string?>(common) { ["tags"] = ErrorTag };

        HashSet<string> warnings = [];
        var query = QueryHelpers.AddQueryString("api/traces", slower);
        IReadOnlyList<JaegerTrace> traces =
        [
            .. await TracesAsync(query, warnings, cancellation),
            .. await TracesAsync(QueryHelpers.AddQueryString("api/traces", failed), warnings, cancellation),
        ];
        var tally = new SpanTally(service, options.Value.SlowerThan);
        tally.Add(traces);
        var facts = TraceFacts.Of(traces, options.Value.SlowerThan);
        var evidence = new Evidence
        {
            Source = SourceName,
            Title = $"Slow and failed spans of {service}",
            Query = query,
            From = request.From,
            To = request.To,
            Value = warnings.Contains(LimitReached) ? $"at least {tally.Line}" : tally.Line,
            Details = [.. tally.Spans, .. TraceFacts.Lines([.. facts.Operations.Where(one => one.Service != service)])],
            Link = QueryHelpers.AddQueryString(new Uri(options.Value.Base, "search").AbsoluteUri, Searched(slower)),
            Warnings = [.. warnings, .. tally.Warnings],
            Facts = facts,
        };
        return [evidence];
    }

    private static Dictionary<string, string?> Searched(Dictionary<string, string?> parameters) => new(parameters) { ["lookback"] = "custom" };

    private string LimitReached => $"the limit of {options.Value.Limit} traces was reached: there may be more";

    private async Task<IReadOnlyList<JaegerTrace>> TracesAsync(string address, HashSet<string> warnings, CancellationToken cancellation)
    {
        using var question = new HttpRequestMessage(HttpMethod.Get, address);
        var answer = await _client.AskAsync(question, JaegerJson.Default.JaegerAnswer, JaegerError.Explain, cancellation);
        var traces = JaegerError.Data(answer.Data, answer.Errors, warnings);
        if (traces.Count >= options.Value.Limit)
        {
            warnings.Add(LimitReached);
        }

        return traces;
    }

    // Here microseconds; the same API's dependencies are asked in milliseconds.
    private static string UnixMicroseconds(DateTimeOffset instant) =>
        ((instant - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture);

    /// <summary>As Go reads a duration: <c>1s</c>, <c>1500ms</c>, <c>250us</c>.</summary>
    public static string GoDuration(TimeSpan duration)
    {
        var microseconds = duration.Ticks / TimeSpan.TicksPerMicrosecond;
        return (microseconds % 1_000_000, microseconds % 1000) switch
        {
            (0, _) => string.Create(CultureInfo.InvariantCulture, $"{microseconds / 1_000_000}s"),
            (_, 0) => string.Create(CultureInfo.InvariantCulture, $"{microseconds / 1000}ms"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{microseconds}us"),
        };
    }
}
