using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.Serialization;
using Octokit;
using Octokit.Internal;
using ProductHeaderValue = Octokit.ProductHeaderValue;

namespace IncidentAgent.Investigation.Sources;

/// <summary>Asks GitHub's API through Octokit; every way to fail becomes a reason in words. While its rate limit is reached it is not asked at all.</summary>
internal sealed class GitHubApi(IHttpMessageHandlerFactory handlers, GitHubOptions options, TimeProvider time)
{
    private const int MostPages = 10;

    private readonly ETagCache _cache = new();
    private readonly ICredentialStore _credentials = new InMemoryCredentialStore(options switch
    {
        { Token: { Length: > 0 } token } => new Credentials(token),
        { Username: { Length: > 0 } user } => new Credentials(user, options.Password),
        _ => Credentials.Anonymous,
    });

    private DateTimeOffset _limitedUntil = DateTimeOffset.MinValue;

    /// <param name="path">Relative to the API's address.</param>
    /// <param name="parameters">Of the query.</param>
    /// <param name="cancellation">Bounds the whole answer.</param>
    /// <exception cref="EvidenceUnavailableException">It was not answered.</exception>
    public async Task<T> GetAsync<T>(string path, IReadOnlyDictionary<string, string> parameters, CancellationToken cancellation) =>
        (await AskAsync<T>(new Uri(path, UriKind.Relative), parameters, cancellation)).Body;

    /// <summary>Pages of a list, by the links that the answers name, until there is enough, at most 10.</summary>
    /// <param name="path">Relative to the API's address.</param>
    /// <param name="parameters">Of the query of the first page.</param>
    /// <param name="isEnough">Is shown each page.</param>
    /// <param name="cancellation">Bounds all of it.</param>
    /// <exception cref="EvidenceUnavailableException">A page was not answered.</exception>
    public async Task<IReadOnlyList<T>> PagesAsync<T>(
        string path, IReadOnlyDictionary<string, string> parameters, Func<IReadOnlyList<T>, bool> isEnough, CancellationToken cancellation)
    {
        List<T> all = [];
        var page = await AskAsync<List<T>>(new Uri(path, UriKind.Relative), parameters, cancellation);
        for (var read = 1; ; read++)
        {
            all.AddRange(page.Body);
            if (isEnough(page.Body) || read == MostPages
                || page.HttpResponse.ApiInfo.Links.GetValueOrDefault("next") is not { } next || !options.Base.IsBaseOf(next))
            {
                return all;
            }

            page = await AskAsync<List<T>>(next, new Dictionary<string, string>(), cancellation);
        }
    }

    private async Task<IApiResponse<T>> AskAsync<T>(Uri uri, IReadOnlyDictionary<string, string> parameters, CancellationToken cancellation)
    {
        if (time.GetUtcNow() < _limitedUntil)
        {
            throw new EvidenceUnavailableException(Limited(_limitedUntil));
        }

        try
        {
            using var http = new HttpClientAdapter(() => new GitHubAnswers(_cache, options.MaxResponseBytes, handlers.CreateHandler(GitHubSource.SourceName)));
            var connection = new Connection(new ProductHeaderValue("IncidentAgent"), options.Base, _credentials, http, new SimpleJsonSerializer());
            var answer = await connection.Get<T>(uri, parameters.ToDictionary(), "application/vnd.github+json", cancellation);

            // Octokit reads no body that is not declared to be JSON.
            return answer.Body is null ? throw new EvidenceUnavailableException("did not answer in its own format: the answer is no JSON") : answer;
        }
        catch (ApiException e)
        {
            throw new EvidenceUnavailableException(Refusal(e), e);
        }
        catch (Exception e) when (e is SerializationException or InvalidCastException or FormatException or ArgumentException)
        {
            throw new EvidenceUnavailableException($"did not answer in its own format: {Words.OneLine(e.Message)}", e);
        }
        catch (Exception e) when (SourceClient.Failure(e) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>
    /// A rate limit is 403 or 429, with <c>retry-after</c> or with <c>x-ratelimit-remaining: 0</c> and the second since 1970 at which it is lifted.
    /// </summary>
    private string Refusal(ApiException e)
    {
        if (e.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests)
        {
            if (RetryConditionHeaderValue.TryParse(Header(e, "retry-after"), out var retry))
            {
                _limitedUntil = retry.Date ?? (time.GetUtcNow() + (retry.Delta ?? TimeSpan.Zero));
                return Limited(_limitedUntil);
            }

            if (Header(e, "x-ratelimit-remaining") == "0"
                && long.TryParse(Header(e, "x-ratelimit-reset"), CultureInfo.InvariantCulture, out var reset) && reset is > 0 and < 253_402_300_800)
            {
                _limitedUntil = DateTimeOffset.FromUnixTimeSeconds(reset);
                return Limited(_limitedUntil);
            }
        }

        return $"answered {(int)e.StatusCode}: {Words.OneLine(e.ApiError?.Message ?? e.Message)}";
    }

    private static string? Header(ApiException e, string name) =>
        e.HttpResponse?.Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    private static string Limited(DateTimeOffset until) => $"its rate limit is reached until {Words.Day(until)}";
}
