using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace IncidentAgent.Tests.Support;

/// <summary>A small server in the place of somebody else's: listens on a free loopback port, keeps a ledger, and misbehaves when told to.</summary>
internal abstract class SourceStandIn : IAsyncDisposable
{
    private readonly ConcurrentQueue<Asked> _ledger = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly WebApplication _app;

    protected SourceStandIn()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(TakeAsync);
        _app.Start();
    }

    public string Url => _app.Urls.Single();

    /// <summary>Everything that was asked, in the order it arrived.</summary>
    public IReadOnlyList<Asked> Ledger => [.. _ledger];

    /// <summary>How it misbehaves; <see langword="null"/> when it answers truly.</summary>
    public Fault? Fault { get; set; }

    /// <summary>How long it takes to answer; nothing by default.</summary>
    public TimeSpan AnswersAfter { get; set; }

    protected abstract Task AnswerAsync(HttpContext context, Asked asked);

    private async Task TakeAsync(HttpContext context)
    {
        var asked = await Asked.ReadAsync(context.Request);
        _ledger.Enqueue(asked);
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _closing.Token);
        try
        {
            await Task.Delay(AnswersAfter, gone.Token);
            await (Fault is { } fault ? fault.AnswerAsync(context, gone.Token) : AnswerAsync(context, asked));
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _app.DisposeAsync();
        _closing.Dispose();
    }
}

/// <summary>One request: its parameters are those of the address and of the form together.</summary>
internal sealed record Asked(string Method, string Path, IReadOnlyDictionary<string, string> Parameters, IReadOnlyDictionary<string, string> Headers)
{
    public string? this[string parameter] => Parameters.GetValueOrDefault(parameter);

    public static async Task<Asked> ReadAsync(HttpRequest request)
    {
        var form = request.HasFormContentType ? await request.ReadFormAsync() : FormCollection.Empty;
        return new Asked(
            request.Method,
            request.Path,
            request.Query.Concat(form).ToDictionary(pair => pair.Key, pair => pair.Value.ToString()),
            request.Headers.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase));
    }
}

/// <summary>A way to misbehave.</summary>
internal abstract record Fault
{
    private Fault()
    {
    }

    public abstract Task AnswerAsync(HttpContext context, CancellationToken gone);

    /// <summary>Takes the request and never answers.</summary>
    internal sealed record Hang : Fault
    {
        public override Task AnswerAsync(HttpContext context, CancellationToken gone) => Task.Delay(Timeout.Infinite, gone);
    }

    /// <summary>Begins an answer and then sends one byte a second.</summary>
    internal sealed record Trickle : Fault
    {
        public override async Task AnswerAsync(HttpContext context, CancellationToken gone)
        {
            while (true)
            {
                await context.Response.WriteAsync(" ", gone);
                await context.Response.Body.FlushAsync(gone);
                await Task.Delay(TimeSpan.FromSeconds(1), gone);
            }
        }
    }

    internal sealed record Refuse(int Status, string Text, string? RetryAfter = null) : Fault
    {
        public override Task AnswerAsync(HttpContext context, CancellationToken gone)
        {
            context.Response.StatusCode = Status;
            context.Response.Headers.RetryAfter = RetryAfter;
            return context.Response.WriteAsync(Text, gone);
        }
    }

    /// <summary>Answers with blanks, which are the beginning of any JSON, without end.</summary>
    internal sealed record Flood : Fault
    {
        public override async Task AnswerAsync(HttpContext context, CancellationToken gone)
        {
            var blanks = new byte[64 * 1024];
            Array.Fill(blanks, (byte)' ');
            while (!gone.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(blanks, gone);
            }
        }
    }

    /// <summary>Announces a longer answer than it gives, then closes the connection.</summary>
    internal sealed record BreakOff : Fault
    {
        public override Task AnswerAsync(HttpContext context, CancellationToken gone)
        {
            context.Response.ContentLength = 1000;
            return context.Response.WriteAsync("{", gone);
        }
    }
}

/// <summary>Answers every question with a text that was made up beforehand, by default always the same.</summary>
internal sealed class CannedSource(Func<Asked, string> answer) : SourceStandIn
{
    public CannedSource(string answer)
        : this(_ => answer)
    {
    }

    protected override Task AnswerAsync(HttpContext context, Asked asked)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(answer(asked));
    }
}
