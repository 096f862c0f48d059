using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace IncidentAgent.Investigation.Sources;

/// <summary>
/// Two quick retries of what may pass (5xx, no connection), never of a 4xx, and none against a source that says when to come back.
/// After 60 attempts in 30 s of which 9 in 10 failed or hung, the source is not asked for 15 s, so that a dead one costs little in a storm. One
/// investigation makes fewer (18 questions to Prometheus, three times each), so that a person who asks again is answered once the source is back.
/// </summary>
internal static class SourceResilience
{
    public static void Configure(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, TimeProvider time)
    {
        pipeline.TimeProvider = time;
        pipeline.AddRetry(new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = 2,
            Delay = TimeSpan.FromMilliseconds(100),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldHandle = attempt => ValueTask.FromResult(IsWorthRepeating(attempt.Outcome)),
        });
        pipeline.AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions
        {
            MinimumThroughput = 60,
            FailureRatio = 0.9,
            SamplingDuration = TimeSpan.FromSeconds(30),
            BreakDuration = TimeSpan.FromSeconds(15),
            ShouldHandle = attempt => ValueTask.FromResult(IsFailure(attempt.Outcome)),
        });
    }

    private static bool IsWorthRepeating(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException } => true,
        { Result: { } answer } => (int)answer.StatusCode >= 500 && answer.Headers.RetryAfter is null,
        _ => false,
    };

    private static bool IsFailure(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException or OperationCanceledException } => true,
        { Result: { } answer } => (int)answer.StatusCode >= 500,
        _ => false,
    };
}
