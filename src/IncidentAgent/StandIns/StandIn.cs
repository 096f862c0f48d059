using System.Globalization;
using System.Net;
using System.Text.Json;

namespace IncidentAgent.StandIns;

/// <summary>
/// A small server on 127.0.0.1 that answers like somebody else's service, refuses what that service refuses, and keeps a ledger. Requests are
/// answered one after the other.
/// </summary>
public abstract class StandIn : IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private WebApplication? _server;
    private int _port;

    private protected StandIn(TimeProvider time) => _time = time;

    /// <summary>Every request so far.</summary>
    public Ledger Ledger { get; } = new();

    /// <summary>What it does wrong on purpose.</summary>
    public Faults Faults { get; } = new();

    /// <summary>Where it listens, with a slash at the end; the same after it was down.</summary>
    public Uri BaseUrl => new($"http://127.0.0.1:{_port}{BasePath}");

    private protected virtual string BasePath => "/";

    private protected DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>Stops listening: connections are refused from here on, and those under way break. What it knows it keeps.</summary>
    public async Task GoDownAsync()
    {
        if (Interlocked.Exchange(ref _server, null) is { } server)
        {
            using var atOnce = new CancellationTokenSource();
            await atOnce.CancelAsync().ConfigureAwait(false);
            await server.StopAsync(atOnce.Token).ConfigureAwait(false);
            await server.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Listens again, on the same port.</summary>
    public Task ComeBackAsync(CancellationToken cancellation = default) => ListenAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await GoDownAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <summary>What the service does with a request. Never called twice at once.</summary>
    private protected abstract Answer Handle(Exchange request);

    /// <summary>What makes two requests the same to the service.</summary>
    private protected abstract string? KeyOf(Exchange request);

    /// <summary>Whether the answer says that the service did what it was asked.</summary>
    private protected virtual bool IsAcceptance(Answer answer) => answer.Status is >= 200 and < 300;

    private protected async Task ListenAsync(CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, _port));
        var server = builder.Build();
        server.Run(AnswerAsync);
        await server.StartAsync(cancellation).ConfigureAwait(false);
        _port = new Uri(server.Urls.First()).Port;
        _server = server;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var exchange = await ReadAsync(context.Request).ConfigureAwait(false);
        exchange = exchange with { Key = KeyOf(exchange) };
        var number = Ledger.Add(exchange);
        switch (Faults.Next(exchange.Path))
        {
            case Fault.Hang:
                await NeverAsync(context).ConfigureAwait(false);
                return;
            case Fault.HangAfterAccepting:
                Accept(exchange, number);
                await NeverAsync(context).ConfigureAwait(false);
                return;
            case Fault.DropReply:
                Accept(exchange, number);
                context.Abort();
                return;
            case Fault.Garble:
                context.Response.Headers.ContentEncoding = "gzip";
                break;
            case Fault.Refuse refuse:
                await WriteAsync(context, number, new Answer(refuse.Status, refuse.Body, refuse.RetryAfter, refuse.Location))
                    .ConfigureAwait(false);
                return;
            case Fault.Slow slow:
                await Task.Delay(slow.By, _time, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
        }

        await WriteAsync(context, number, Accept(exchange, number)).ConfigureAwait(false);
    }

    private Answer Accept(Exchange exchange, int number)
    {
        lock (_gate)
        {
            var answer = Handle(exchange);
            Ledger.Complete(number, known => known with { Accepted = IsAcceptance(answer) });
            return answer;
        }
    }

    private async Task WriteAsync(HttpContext context, int number, Answer answer)
    {
        // Before the answer leaves, so that who has it finds it in the ledger.
        Ledger.Complete(number, known => known with { Answer = answer });
        context.Response.StatusCode = answer.Status;
        if (answer.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        context.Response.Headers.Location = answer.Location?.ToString();
        if (answer.Body.Length > 0)
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            await context.Response.WriteAsync(answer.Body, context.RequestAborted).ConfigureAwait(false);
        }
    }

    private static Task NeverAsync(HttpContext context) =>
        Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ContinueWith(_ => context.Abort(), TaskScheduler.Default);

    private async Task<Exchange> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted).ConfigureAwait(false);
        var raw = body.ToArray();
        return new Exchange
        {
            At = Now,
            Method = request.Method,
            Path = request.Path,
            Query = request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()),
            Headers = request.Headers.ToDictionary(pair => pair.Key.ToLowerInvariant(), pair => pair.Value.ToString()),
            RawBody = raw,
            Body = Json(raw),
        };
    }

    private static JsonElement? Json(byte[] raw)
    {
        try
        {
            return JsonElement.Parse(raw);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
