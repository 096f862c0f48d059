using System.Net;

namespace IncidentAgent.Investigation.Sources;

/// <summary>
/// Stands between Octokit, which reads an answer whole and without looking at the time, and the network: an answer is bounded and read before it is
/// handed on, and a question that was answered before is asked with its ETag. An answer of 304 costs nothing of the rate limit.
/// </summary>
internal sealed class GitHubAnswers(ETagCache cache, long mostBytes, HttpMessageHandler network) : DelegatingHandler(network)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var uri = request.RequestUri!;
        var known = cache.Find(uri);
        if (known is not null)
        {
            request.Headers.IfNoneMatch.Add(known.ETag);
        }

        var answer = await base.SendAsync(request, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotModified && known is not null)
        {
            answer.StatusCode = HttpStatusCode.OK;
            answer.Headers.Remove("Link");
            answer.Headers.TryAddWithoutValidation("Link", known.Link);
            answer.Content = Content(known);
            return answer;
        }

        await using var body = new LimitedStream(await answer.Content.ReadAsStreamAsync(cancellationToken), mostBytes);
        using var read = new MemoryStream();
        await body.CopyToAsync(read, cancellationToken);
        var link = answer.Headers.TryGetValues("Link", out var links) ? links : [];
        var kept = new ETagCache.Kept(uri, answer.Headers.ETag!, read.ToArray(), answer.Content.Headers.ContentType, [.. link]);
        if (answer.IsSuccessStatusCode && answer.Headers.ETag is not null)
        {
            cache.Keep(kept);
        }

        answer.Content = Content(kept);
        return answer;
    }

    private static ByteArrayContent Content(ETagCache.Kept kept)
    {
        var content = new ByteArrayContent(kept.Body);
        content.Headers.ContentType = kept.Type;
        return content;
    }
}
