using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace IncidentAgent.Tests.Support;

/// <summary>
/// A real Prometheus on a free loopback port that scrapes itself every second, as the job <c>self</c>. Disposing it ends its
/// process and removes its files.
/// </summary>
public sealed class PrometheusProcess : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly Process _process;

    private PrometheusProcess(DirectoryInfo folder, Process process, string url)
    {
        _folder = folder;
        _process = process;
        Url = url;
    }

    public string Url { get; }

    /// <summary>Returns when <c>up</c> has been 1 for 2 s: a range query that ends at the last whole second sees it too.</summary>
    /// <exception cref="TimeoutException">It did not within the time given; what it wrote is in the message.</exception>
    public static async Task<PrometheusProcess> StartAsync(TimeSpan within)
    {
        var folder = Directory.CreateTempSubdirectory("prometheus-");
        var address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{FreePort()}");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "prometheus.yml"), $$"""
            global:
              scrape_interval: 1s
              scrape_timeout: 1s
            scrape_configs:
              - job_name: self
                static_configs:
                  - targets: ['{{address}}']
            """);
        var start = new ProcessStartInfo("prometheus")
        {
            RedirectStandardError = true,
            WorkingDirectory = folder.FullName,
            ArgumentList = { "--config.file=prometheus.yml", "--storage.tsdb.path=data", $"--web.listen-address={address}" },
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("prometheus did not start");
        var said = new ConcurrentQueue<string?>();
        process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data);
        process.BeginErrorReadLine();
        var prometheus = new PrometheusProcess(folder, process, $"http://{address}");
        try
        {
            await prometheus.HasScrapedAsync(within);
            return prometheus;
        }
        catch (OperationCanceledException)
        {
            await prometheus.DisposeAsync();
            throw new TimeoutException($"Prometheus had not scraped itself within {within}: {string.Join('\n', said)}");
        }
    }

    private async Task HasScrapedAsync(TimeSpan within)
    {
        using var deadline = new CancellationTokenSource(within);
        using var http = new HttpClient { BaseAddress = new Uri(Url) };
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        do
        {
            try
            {
                using var answer = JsonDocument.Parse(await http.GetStringAsync("api/v1/query?query=up%20offset%202s==1", deadline.Token));
                if (answer.RootElement.GetProperty("data").GetProperty("result").GetArrayLength() > 0)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet, or still reads its files and answers 503.
            }
        }
        while (await poll.WaitForNextTickAsync(deadline.Token));
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
