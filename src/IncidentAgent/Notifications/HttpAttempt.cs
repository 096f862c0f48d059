using System.Net;
using System.Net.Http.Headers;

namespace IncidentAgent.Notifications;

/// <summary>One attempt over HTTP: its time limit, and what a missing answer means.</summary>
/// <remarks>No reason names an address or a header: either may carry a secret.</remarks>
internal static class HttpAttempt
{
    /// <summary>The longest wait that a destination's own word is believed for.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>Runs the attempt. A request that cannot have left is <see cref="DeliveryOutcome.Retry"/>.</summary>
    /// <param name="send">Every request of the attempt.</param>
    /// <param name="noAnswer">What it means for this destination that a request may have arrived but was not answered.</param>
    /// <param name="timeout">For the whole attempt.</param>
    /// <param name="time">The clock the time-out is read on.</param>
    /// <param name="cancellation">Ends the attempt as <see cref="DeliveryOutcome.Unknown"/>.</param>
    public static async Task<DeliveryOutcome> RunAsync(
        Func<CancellationToken, Task<DeliveryOutcome>> send,
        Func<string, DeliveryOutcome> noAnswer,
        TimeSpan timeout,
        TimeProvider time,
        CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return await send(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new DeliveryOutcome.Unknown("the attempt was cut off before the destination had answered");
        }
        catch (OperationCanceledException)
        {
            return noAnswer($"no answer within {timeout.TotalSeconds:0.#} s");
        }
        catch (HttpRequestException e) when (NeverLeft(e))
        {
            return new DeliveryOutcome.Retry($"could not connect ({e.HttpRequestError})");
        }
        catch (HttpRequestException e)
        {
            return noAnswer($"the connection broke before an answer ({e.HttpRequestError})");
        }
        catch (IOException)
        {
            return noAnswer("the connection broke in the middle of the answer");
        }
        catch (InvalidDataException)
        {
            return noAnswer("the answer could not be unpacked");
        }
    }

    /// <summary>The destination's own word on when to come back; at most an hour, <see langword="null"/> when it gave none or said at once.</summary>
    public static TimeSpan? RetryAfter(HttpResponseHeaders headers, TimeProvider time)
    {
        var wait = headers.RetryAfter?.Delta ?? headers.RetryAfter?.Date - time.GetUtcNow();
        return wait is { } given && given > TimeSpan.Zero ? TimeSpan.FromTicks(Math.Min(given.Ticks, LongestWait.Ticks)) : null;
    }

    /// <summary>The answers that say "not now": anything of the server's own fault, too many requests, and a request that was too slow.</summary>
    public static bool IsPassing(HttpStatusCode status) =>
        (int)status >= 500 || status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout;

    private static bool NeverLeft(HttpRequestException e) => e.HttpRequestError
        is HttpRequestError.ConnectionError
        or HttpRequestError.NameResolutionError
        or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError;
}
