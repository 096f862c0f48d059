using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentAgent.Tests.Support;

/// <summary>The whole agent in this process: real Kestrel on a free port, real SQLite in a folder of its own.</summary>
public sealed class TestAgent : IAsyncDisposable
{
    private readonly TemporaryDirectory? _own;
    private readonly WebApplication _app;

    private TestAgent(WebApplication app, TemporaryDirectory? own)
    {
        _app = app;
        _own = own;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public static Task<TestAgent> StartAsync(params string[] settings) => StartAsync(null, null, settings);

    /// <param name="directory">Where it stores; <see langword="null"/> for a folder that goes with it.</param>
    /// <param name="services">Replaces parts of it, the clock for example.</param>
    /// <param name="settings">As on the command line: <c>--Section:Key=value</c>; without <c>--urls</c> it listens on a free port.</param>
    public static async Task<TestAgent> StartAsync(string? directory, Action<IServiceCollection>? services, params string[] settings)
    {
        var own = directory is null ? new TemporaryDirectory() : null;
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddCommandLine([$"--Storage:Directory={directory ?? own!.Path}", "--Logging:LogLevel:Default=Error", .. settings]);
        builder.WebHost.UseUrls(builder.Configuration["urls"] ?? "http://127.0.0.1:0");
        services?.Invoke(builder.Services);
        builder.AddIncidentAgent();
        var app = builder.Build();
        app.MapIncidentAgent();
        await app.StartAsync();
        return new TestAgent(app, own);
    }

    /// <summary>Delivers a payload to <c>/webhook/alertmanager</c>.</summary>
    public Task<HttpResponseMessage> DeliverAsync(string payload, string route = "alertmanager") =>
        Client.PostAsync($"/webhook/{route}", new StringContent(payload, Encoding.UTF8, "application/json"));

    public async Task<JsonElement> GetAsync(string path) => await Client.GetFromJsonAsync<JsonElement>(path);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _own?.Dispose();
    }
}
