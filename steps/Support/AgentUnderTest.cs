using System.Net.Http.Headers;

namespace IncidentAgent.Specs.Support;

/// <summary>The service a scenario talks to, wherever it runs; everything is asked and told over HTTP.</summary>
public abstract class AgentUnderTest(Uri url) : IAsyncDisposable
{
    public Uri Url => url;

    /// <summary>As many connections as there are requests at once, and no time-out: a measurement has a deadline of its own.</summary>
    public HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        BaseAddress = url,
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Does the calibration work where the service runs.</summary>
    /// <returns>How long it took; <see langword="null"/> where it cannot be done.</returns>
    public virtual Task<TimeSpan?> CalibrateAsync() => Task.FromResult<TimeSpan?>(null);

    protected void Present(string? token)
    {
        if (token is not null)
        {
            Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    public virtual ValueTask DisposeAsync()
    {
        Client.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
