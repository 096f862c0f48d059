using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace IncidentAgent.Investigation.Sources;

/// <summary>Reads the lines a query selects, the latest first, page by page.</summary>
internal sealed class LokiReader(IHttpClientFactory clients, LokiOptions options)
{
    private readonly SourceClient _client = new(clients, LokiSource.SourceName, options);

    /// <summary>A limit cuts the older end off, so each next page ends with the time of the oldest line read.</summary>
    /// <param name="query">LogQL that selects lines.</param>
    /// <param name="from">Included.</param>
    /// <param name="to">Excluded.</param>
    /// <param name="tally">Counts them; when it is full, reading stops.</param>
    /// <param name="warnings">Takes what is to be said against the answer.</param>
    /// <param name="cancellation">When the time is up.</param>
    /// <exception cref="EvidenceUnavailableException">A page was not answered.</exception>
    public async Task ReadBackAsync(
        string query, DateTimeOffset from, DateTimeOffset to, LogTally tally, HashSet<string> warnings, CancellationToken cancellation)
    {
        var start = UnixNanoseconds(from);
        var end = UnixNanoseconds(to);
        while (!tally.IsFull && end > start)
        {
            var page = await PageAsync(query, start, end, warnings, cancellation);
            var added = tally.Add(page);
            if (page.Sum(stream => stream.Values?.Count ?? 0) < options.Limit || tally.OldestUnixNanoseconds is not { } oldest)
            {
                return;
            }

            if (added > 0 && oldest + 1 < end)
            {
                end = oldest + 1;
                continue;
            }

            // A full page of one single instant: there is no way to page within it.
            warnings.Add($"at least {options.Limit} lines have the same time {Words.Of(tally.Earliest!.Value)}: some may not have been read");
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
            ["limit"] = options.Limit.ToString(CultureInfo.InvariantCulture),
            ["direction"] = "backward",
        });
        using var question = new HttpRequestMessage(HttpMethod.Get, address);
        if (options.TenantId is { Length: > 0 } tenant)
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
