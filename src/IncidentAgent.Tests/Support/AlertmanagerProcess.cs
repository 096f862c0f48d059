using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace IncidentAgent.Tests.Support;

/// <summary>
/// A real Alertmanager on a free loopback port that tells one receiver, and talks to nobody else. Alerts are raised and ended with <c>amtool</c>.
/// Disposing it ends its process and removes its files.
/// </summary>
internal sealed class AlertmanagerProcess : IAsyncDisposable
{
    private readonly TemporaryDirectory _folder;
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = new();

    private AlertmanagerProcess(TemporaryDirectory folder, Process process, string url)
    {
        (_folder, _process, Url) = (folder, process, url);
        process.ErrorDataReceived += (_, line) => _said.Enqueue(line.Data ?? "");
        process.BeginErrorReadLine();
    }

    public string Url { get; }

    /// <summary>What it wrote to its log.</summary>
    public string Said => string.Join('\n', _said);

    /// <param name="receiver">Where it posts to.</param>
    /// <param name="token">The bearer token it sends along.</param>
    public static async Task<AlertmanagerProcess> StartAsync(Uri receiver, string token)
    {
        var folder = new TemporaryDirectory();
        var address = AgentProcess.FreeUrl().Authority;
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "alertmanager.yml"), $$"""
            route:
              receiver: agent
              group_by: [service]
              group_wait: 0s
              group_interval: 1s
              repeat_interval: 1h
            receivers:
              - name: agent
                webhook_configs:
                  - url: {{new Uri(receiver, "/webhook/alertmanager")}}
                    send_resolved: true
                    http_config:
                      authorization:
                        type: Bearer
                        credentials: {{token}}
            """);
        var start = new ProcessStartInfo("prometheus-alertmanager")
        {
            RedirectStandardError = true,
            WorkingDirectory = folder.Path,
            ArgumentList = { "--config.file=alertmanager.yml", "--storage.path=data", $"--web.listen-address={address}", "--cluster.listen-address=" },
        };
        var alertmanager = new AlertmanagerProcess(folder, Process.Start(start)!, $"http://{address}");
        try
        {
            await Eventually.Observe("Alertmanager is ready", alertmanager.IsReadyAsync, ready => ready);
            return alertmanager;
        }
        catch (TimeoutException e)
        {
            await alertmanager.DisposeAsync();
            throw new TimeoutException($"{e.Message} It said: {alertmanager.Said}");
        }
    }

    /// <summary>Raises an alert, or ends one: <c>amtool alert add</c> with these labels and options.</summary>
    public Task AddAsync(params IEnumerable<string> arguments) => RunAsync(["alert", "add"], arguments);

    /// <summary>Silences alerts: <c>amtool silence add</c> with these matchers and options.</summary>
    public Task SilenceAsync(params IEnumerable<string> arguments) => RunAsync(["silence", "add"], arguments);

    private async Task RunAsync(string[] command, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("amtool", [.. command, $"--alertmanager.url={Url}", "--no-version-check", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var amtool = Process.Start(start)!;
        var complaints = await amtool.StandardError.ReadToEndAsync();
        await amtool.WaitForExitAsync();
        if (amtool.ExitCode != 0)
        {
            throw new InvalidOperationException($"amtool: {complaints}");
        }
    }

    /// <summary>How many notifications failed so far, by its own count.</summary>
    public async Task<int> FailedAttemptsAsync()
    {
        using var http = new HttpClient();
        var metrics = await http.GetStringAsync($"{Url}/metrics");
        const string name = "alertmanager_notification_requests_failed_total{integration=\"webhook\"} ";
        var line = metrics.Split('\n').Single(line => line.StartsWith(name, StringComparison.Ordinal));
        return int.Parse(line[name.Length..], System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task<bool> IsReadyAsync()
    {
        using var http = new HttpClient();
        try
        {
            using var answer = JsonDocument.Parse(await http.GetStringAsync($"{Url}/api/v2/status"));
            return answer.RootElement.GetProperty("cluster").GetProperty("status").GetString() == "disabled";
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }
}
