using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Polly;

namespace IncidentAgent.Investigation.Sources;

/// <summary>Asks one source over HTTP and bounds what it may answer; every way to fail becomes a reason in words.</summary>
internal sealed class SourceClient(IHttpClientFactory clients, string name, SourceOptions options)
{
    private const int MostErrorBytes = 4096;

    /// <param name="question">Relative to the source's address; disposed by the caller.</param>
    /// <param name="shape">What the answer looks like.</param>
    /// <param name="explain">Turns the body of an error into its words; <see langword="null"/> when the body is already that.</param>
    /// <param name="cancellation">Bounds the whole answer, however slowly its bytes arrive.</param>
    /// <exception cref="EvidenceUnavailableException">It was not reached, refused, or did not answer in its own format.</exception>
    public async Task<T> AskAsync<T>(
        HttpRequestMessage question, JsonTypeInfo<T> shape, Func<string, string>? explain, CancellationToken cancellation)
        where T : class
    {
        try
        {
            using var http = clients.CreateClient(name);
            using var response = await http.SendAsync(question, HttpCompletionOption.ResponseHeadersRead, cancellation);
            await using var body = new LimitedStream(await response.Content.ReadAsStreamAsync(cancellation), options.MaxResponseBytes);
            if (!response.IsSuccessStatusCode)
            {
                var text = await ReadErrorAsync(body, cancellation);
                throw new EvidenceUnavailableException(Refusal((int)response.StatusCode, explain is null ? text : explain(text)));
            }

            return await JsonSerializer.DeserializeAsync(body, shape, cancellation)
                ?? throw new EvidenceUnavailableException("answered null");
        }
        catch (Exception e) when (Failure(e) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>In the words of a person; <see langword="null"/> when the exception tells nothing of the source.</summary>
    public static EvidenceUnavailableException? Failure(Exception exception) => exception switch
    {
        ExecutionRejectedException => new("was not asked, because it failed several times in the last seconds", exception),
        HttpRequestException => new($"could not be reached: {Words.OneLine(exception.GetBaseException().Message)}", exception),
        IOException => new($"broke off its answer: {Words.OneLine(exception.GetBaseException().Message)}", exception),
        JsonException => new($"did not answer in its own format: {Words.OneLine(exception.Message)}", exception),
        _ => null,
    };

    private static string Refusal(int status, string text) =>
        string.IsNullOrWhiteSpace(text) ? $"answered {status}" : $"answered {status}: {Words.OneLine(text)}";

    private static async Task<string> ReadErrorAsync(Stream body, CancellationToken cancellation)
    {
        var start = new byte[MostErrorBytes];
        var length = await body.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation);
        return Encoding.UTF8.GetString(start, 0, length);
    }

    /// <summary>The address, credentials and no time-out of its own: the investigator's bounds the whole conversation.</summary>
    public static void Configure(HttpClient http, SourceOptions options)
    {
        http.BaseAddress = options.Base;
        http.Timeout = Timeout.InfiniteTimeSpan;
        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("IncidentAgent", null));
        http.DefaultRequestHeaders.Authorization = options switch
        {
            { Token: { Length: > 0 } token } => new AuthenticationHeaderValue("Bearer", token),
            { Username: { Length: > 0 } user } => new AuthenticationHeaderValue("Basic", Basic(user, options.Password)),
            _ => null,
        };
    }

    private static string Basic(string user, string? password) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
}
