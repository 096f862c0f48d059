using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IncidentAgent.Tests.Commands;

/// <summary>Listens where an agent would and writes down what it was asked; answers as the agent's API is documented.</summary>
internal sealed class AgentApi : IAsyncDisposable
{
    private readonly WebApplication _app;

    private readonly List<Asked> _ledger = [];

    private AgentApi(WebApplication app, Func<HttpRequest, IResult> answer)
    {
        _app = app;
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync();
            lock (_ledger)
            {
                _ledger.Add(new(
                    $"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}",
                    context.Request.Headers.Authorization.ToString(),
                    context.Request.Headers.Accept.ToString(),
                    body));
            }

            await answer(context.Request).ExecuteAsync(context);
        });
    }

    public string Url => _app.Urls.Single();

    public IReadOnlyList<Asked> Ledger
    {
        get
        {
            lock (_ledger)
            {
                return [.. _ledger];
            }
        }
    }

    public static async Task<AgentApi> StartAsync(Func<HttpRequest, IResult> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var api = new AgentApi(builder.Build(), answer);
        await api._app.StartAsync();
        return api;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    public sealed record Asked(string Request, string Authorization, string Accept, string Body)
    {
        public JsonNode Json => JsonNode.Parse(Body)!;
    }
}
