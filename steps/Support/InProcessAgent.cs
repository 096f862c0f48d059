using System.Globalization;
using IncidentAgent.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentAgent.Specs.Support;

/// <summary>
/// The whole service in this process: its own Program, real Kestrel on a free loopback port, a real SQLite file. ASP.NET's in-memory server would
/// hide half to three quarters of what a request costs.
/// </summary>
public sealed class InProcessAgent : AgentUnderTest
{
    /// <summary>Systems allow few watched files, and nobody edits a scenario's settings while it runs.</summary>
    private const string WithoutWatching = "--hostBuilder:reloadConfigOnChange=false";

    private readonly Host _host;
    private readonly TemporaryDirectory? _own;

    private InProcessAgent(Host host, Uri url, TemporaryDirectory? own)
        : base(url) => (_host, _own) = (host, own);

    /// <param name="settings">As on the command line: <c>--Section:Key=value</c>.</param>
    /// <param name="directory">Where it stores; <see langword="null"/> for a folder that goes with it.</param>
    public static async Task<InProcessAgent> StartAsync(IEnumerable<string> settings, string? directory = null)
    {
        var own = directory is null ? new TemporaryDirectory() : null;
        var host = new Host(["--Logging:LogLevel:Default=Error", WithoutWatching, .. settings], directory ?? own!.Path);
        try
        {
            // The start blocks its caller, and other features run beside this one.
            await Task.Run(host.StartServer);
            return new InProcessAgent(host, host.ClientOptions.BaseAddress, own);
        }
        catch
        {
            await host.DisposeAsync();
            own?.Dispose();
            throw;
        }
    }

    /// <summary>Every request is held for so long before the service sees it.</summary>
    public void Hold(TimeSpan time) => _host.Before.HoldsFor = time;

    /// <summary>By the service's own threads, through its own door.</summary>
    public override async Task<TimeSpan?> CalibrateAsync() =>
        TimeSpan.FromSeconds(double.Parse(await Client.GetStringAsync(SpecsHost.CalibrationPath), CultureInfo.InvariantCulture));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _host.DisposeAsync();
        _own?.Dispose();
    }

    private sealed class Host : WebApplicationFactory<Program>
    {
        private readonly IReadOnlyList<string> _settings;

        public Host(IReadOnlyList<string> settings, string directory)
        {
            _settings = [.. settings, $"--Storage:Directory={directory}"];
            Before = new SpecsHost(directory);
            UseKestrel(0);
        }

        public SpecsHost Before { get; }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            foreach (var (key, value) in _settings.Select(setting => setting[2..].Split('=', 2)).Select(pair => (pair[0], pair[1])))
            {
                builder.UseSetting(key, value);
            }

            builder.ConfigureServices(services => services.AddSingleton<IStartupFilter>(Before));
        }
    }
}
