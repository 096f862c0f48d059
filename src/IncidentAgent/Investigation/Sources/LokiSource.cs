using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Investigation.Sources;

/// <summary>Counts each service's error lines in the window and keeps the first ones.</summary>
internal sealed class LokiSource(IHttpClientFactory clients, IOptions<LokiOptions> options) : IEvidenceSource
{
    public const string SourceName = "loki";

    private readonly SourceClient _client = new(clients, SourceName, options.Value);
    private readonly QueryTemplate _template = QueryTemplate.Parse(options.Value.Template);
    private readonly string _lines = options.Value.Query is null ? "error lines" : "lines";

    public string Name => SourceName;

    public Task<IReadOnlyList<Evidence>> CollectAsync(EvidenceRequest request, CancellationToken cancellation) =>
        Questions.AskAllAsync(
            [.. from service in request.Incident.Services
                let query = _template.Fill(_ => service)
                where query is not null
                select (service, query)],
            (one, token) => AskAsync(one.service, one.query, request, token),
            cancellation);

    private async Task<Evidence> AskAsync(string service, string query, EvidenceRequest request, CancellationToken cancellation)
    {
        var tally = new LogTally(options.Value.MaxLines);
        HashSet<string> warnings = [];
        await ReadBackAsync(query, request, tally, warnings, cancellation);
        if (tally.IsFull)
        {
            warnings.Add($"only the latest {tally.Count} lines were read: there may be earlier ones");
        }

        return new Evidence
        {
            Source = SourceName,
            Title = $"{(options.Value.Query is null ? "Error lines" : "Lines")} of {service}",
            Query = query,
            From = request.From,
            To = request.To,
            Value = Line(tally, service),
            Details = tally.Lines,
            Warnings = [.. warnings],
        };
    }

    private string Line(LogTally tally, string service)
    {
        var lines = tally.Count == 1 ? _lines[..^1] : _lines;
        var atLeast = tally.IsFull ? "at least " : "";
        return tally is { Earliest: { } first, Latest: { } last }
            ? string.Create(CultureInfo.InvariantCulture, $"{atLeast}{tally.Count} {lines} of {service} between {Words.Of(first)} and {Words.Of(last)}")
            : $"no {lines} of {service}";
    }

    /// <summary>A limit cuts the older end off, so each next page ends with the time of the oldest line read.</summary>
    private async Task ReadBackAsync(string query, EvidenceRequest request, LogTally tally, HashSet<string> warnings, CancellationToken cancellation)
    {
        var start = UnixNanoseconds(request.From);
        var end = UnixNanoseconds(request.To);
        while (!tally.IsFull && end > start)
        {
            var page = await PageAsync(query, start, end, warnings, cancellation);
            var added = tally.Add(page);
            if (page.Sum(stream => stream.Values?.Count ?? 0) < options.Value.Limit || tally.OldestUnixNanoseconds is not { } oldest)
            {
                return;
            }

            if (added > 0 && oldest + 1 < end)
            {
                end = oldest + 1;
                continue;
            }

            // A full page of one single instant: there is no way to page within it.
            warnings.Add($"at least {options.Value.Limit} lines have the same time {Words.Of(tally.Earliest!.Value)}: some may not have been read");
            end = oldest;
        }
    }

    private async Task<IReadOnlyList<LokiStream>> PageAsync(string query, long start, long end, HashSet<string> warnings, CancellationToken cancellation)
    {
        var address = QueryHelpers.AddQueryString("loki/api/v1/query_range", new Dictionary<string, string?>
        {
            ["query"] = query,
            ["start"] = start.ToString(CultureInfo.InvariantCulture),
            ["end"] = end.ToString(CultureInfo.InvariantCulture),
            ["limit"] = options.Value.Limit.ToString(CultureInfo.InvariantCulture),
            ["direction"] = "backward",
        });
        using var question = new HttpRequestMessage(HttpMethod.Get, address);
        if (options.Value.TenantId is { Length: > 0 } tenant)
        {
            question.Headers.Add("X-Scope-OrgID", tenant);
        }

        var answer = await _client.AskAsync(question, LokiJson.Default.LokiAnswer, explain: null, cancellation);
        if (answer.Data?.ResultType != "streams")
        {
            throw new EvidenceUnavailableException($"answered with '{answer.Data?.ResultType}' where lines were asked for: Loki:Query must select lines");
        }

        warnings.UnionWith((answer.Warnings ?? []).Take(Questions.Most).Select(Words.OneLine));
        return answer.Data.Result ?? [];
    }

    private static long UnixNanoseconds(DateTimeOffset instant) => (instant - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
}
