using System.ClientModel;
using System.ClientModel.Primitives;
using IncidentAgent.Investigation.Sources;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using OpenAI;
using OpenAI.Chat;
using Polly;

namespace IncidentAgent.Investigation.Summary;

/// <summary>The connection to an OpenAI-compatible endpoint: bounded answers, one retry at most, nothing logged.</summary>
internal static class LanguageModel
{
    private const string Client = "language-model";
    private const long MostResponseBytes = 1 << 20;

    /// <summary>Adds an <see cref="IChatClient"/> when <c>LanguageModel:Url</c> is set.</summary>
    public static void AddLanguageModel(this IHostApplicationBuilder builder)
    {
        var options = builder.Services.AddOptions<LanguageModelOptions>().BindConfiguration(LanguageModelOptions.Section);
        if (string.IsNullOrWhiteSpace(builder.Configuration[$"{LanguageModelOptions.Section}:{nameof(LanguageModelOptions.Url)}"]))
        {
            return;
        }

        builder.Services.AddSingleton<IValidateOptions<LanguageModelOptions>, LanguageModelOptionsValidator>();
        options.ValidateOnStart();
        builder.Services.AddSingleton(services => Connect(
            services.GetRequiredService<IOptions<LanguageModelOptions>>().Value, services.GetRequiredService<IHttpClientFactory>().CreateClient(Client)));
        builder.Services.AddHttpClient(Client)
            .ConfigureHttpClient(http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            .RemoveAllLoggers()
            .AddHttpMessageHandler(() => new LimitedAnswers())
            .AddResilienceHandler(Client, (pipeline, context) => Retry(pipeline, context.ServiceProvider.GetRequiredService<TimeProvider>()));
    }

    private static IChatClient Connect(LanguageModelOptions options, HttpClient http) => new ChatClient(
        options.Model!,
        new ApiKeyCredential(options.ApiKey is { Length: > 0 } key ? key : "none"),
        new OpenAIClientOptions
        {
            Endpoint = new Uri(options.Url!),
            Transport = new HttpClientPipelineTransport(http),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        }).AsIChatClient();

    /// <summary>Once more after 500 ms for what may pass; not for an endpoint that says when to come back, which is later than anybody waits.</summary>
    private static void Retry(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, TimeProvider time)
    {
        pipeline.TimeProvider = time;
        pipeline.AddRetry(new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = 1,
            Delay = TimeSpan.FromMilliseconds(500),
            UseJitter = true,
            ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome switch
            {
                { Exception: HttpRequestException } => true,
                { Result: { } answer } => (int)answer.StatusCode is 408 or 429 or >= 500 && answer.Headers.RetryAfter is null,
                _ => false,
            }),
        });
    }

    /// <summary>Refuses an answer that is longer than any model writes, instead of reading it.</summary>
    private sealed class LimitedAnswers : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            var limited = new StreamContent(new LimitedStream(await response.Content.ReadAsStreamAsync(cancellationToken), MostResponseBytes));
            foreach (var header in response.Content.Headers)
            {
                limited.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }

            response.Content = limited;
            return response;
        }
    }
}
