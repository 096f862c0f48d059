using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Investigation.Sources;

/// <summary>
/// Who calls whom, as Jaeger made it out from its traces. With some of its stores a batch job has to be run for that: without it there are no calls,
/// which is no failure.
/// </summary>
internal sealed class JaegerCalls(IHttpClientFactory clients, IOptions<JaegerOptions> options) : IEvidenceSource
{
    private readonly SourceClient _client = new(clients, JaegerSource.SourceName, options.Value);

    public string Name => JaegerSource.SourceName;

    public bool TellsWhoCallsWhom => true;

    public async Task<IReadOnlyList<Evidence>> CollectAsync(EvidenceRequest request, CancellationToken cancellation)
    {
        if (request.Incident.Services.IsEmpty)
        {
            return [];
        }

        // Milliseconds here, where the search for traces takes microseconds.
        var address = QueryHelpers.AddQueryString("api/dependencies", new Dictionary<string, string?>
        {
            ["endTs"] = request.To.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            ["lookback"] = ((long)(request.To - request.From + options.Value.CallsLookBack).TotalMilliseconds).ToString(CultureInfo.InvariantCulture),
        });
        using var question = new HttpRequestMessage(HttpMethod.Get, address);
        var answer = await _client.AskAsync(question, JaegerJson.Default.JaegerDependencies, JaegerError.Explain, cancellation);
        HashSet<string> warnings = [];
        IReadOnlyList<Call> calls =
            [.. JaegerError.Data(answer.Data, answer.Errors, warnings).Select(CallOf).OfType<Call>().Distinct()
                .OrderBy(call => call.Caller, StringComparer.Ordinal).ThenBy(call => call.Callee, StringComparer.Ordinal)];
        return calls.Count == 0
            ? []
            : [CallEvidence.Of(Name, address, request, calls, new Uri(options.Value.Base, "dependencies").AbsoluteUri, [.. warnings])];
    }

    private static Call? CallOf(JaegerDependency dependency) =>
        dependency is { Parent: { Length: > 0 } parent, Child: { Length: > 0 } child } && parent != child ? new Call(parent, child) : null;
}
