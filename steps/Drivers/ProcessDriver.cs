using IncidentAgent.Specs.Support;
using IncidentAgent.Tests.Support;
using ServiceLevels.Load;

namespace IncidentAgent.Specs.Drivers;

/// <summary>The service as a process of its own, which can be started, killed and started again on what it left.</summary>
public sealed class ProcessDriver(ServiceDriver service, TrafficDriver traffic, Calibration calibration, Started started) : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly TemporaryDirectory _empty = new();
    private Surroundings? _around;
    private ChildAgent? _process;
    private int _starts;

    public ChildAgent Process => _process ?? throw new InvalidOperationException("No process was started.");

    public string Folder => _directory.Path;

    /// <summary>Nothing is reopened: an incident is over for good as soon as it is resolved, and its memory is due back at once.</summary>
    public async Task StartAsync()
    {
        _around = started.Add(await Surroundings.StartAsync(withEvidence: true));
        await StartProcessAsync(_around.Settings());
    }

    /// <summary>Without anybody to tell or to ask.</summary>
    public Task StartAloneAsync(bool compiledInFull = false) => StartProcessAsync([], compiledInFull: compiledInFull);

    /// <summary>It is killed, and another one is started on what it left.</summary>
    public async Task KillAndStartAgainAsync()
    {
        await Process.KillAsync();
        await StartAgainAsync();
    }

    /// <summary>Another one is started on what it left, and at its address.</summary>
    public Task StartAgainAsync() => StartProcessAsync(_around?.Settings() ?? [], Process.Url);

    /// <summary>It still takes alerts.</summary>
    public async Task GoesOnAsync() =>
        (await service.Current.DeliverAsync(Notification.Of(new AlertOf("checkout")))).Outcome.Should().Be(Outcome.Accepted);

    /// <summary>
    /// Starts it so many times, each time on an empty folder, and sends an alert again and again until it is accepted, as a sender does that finds nobody
    /// there; measured from the start of the process to the first yes.
    /// </summary>
    public Task StartAndSendAsync(int times) => traffic.RepeatAsync(
        "start to first alert", times, () => StartAndSendAsync(EmptyFolder(), new Batch(1)[0]));

    /// <summary>The same once, on that folder and with that notification; in the end it is killed.</summary>
    public async Task<Measurement> StartAndSendAsync(string folder, ReadOnlyMemory<byte> notification)
    {
        var process = ChildAgent.Launch(folder);
        var measured = await LoadGenerator.RunAsync(new Arrivals.OneAfterAnother(1), (_, token) => SendUntilAcceptedAsync(process, notification, token));
        await calibration.DoAsync(process);
        return measured;
    }

    /// <summary>There beforehand for the calibration, which follows also where the service has not come so far.</summary>
    public string EmptyFolder() => Directory.CreateDirectory(Path.Combine(_empty.Path, $"{++_starts}")).FullName;

    private async Task<Outcome> SendUntilAcceptedAsync(ChildAgent process, ReadOnlyMemory<byte> notification, CancellationToken cancellation)
    {
        var running = started.Add(new RunningService(process, null));
        await Eventually.Observe(
            "the first alert is accepted", () => TryAsync(running, notification), accepted => accepted || cancellation.IsCancellationRequested);

        // Its end is waited for with the scenario's: it is no part of the start.
        process.Kill();
        return Outcome.Accepted;
    }

    private static async Task<bool> TryAsync(RunningService running, ReadOnlyMemory<byte> notification)
    {
        try
        {
            return (await running.DeliverAsync(notification)).Outcome is Outcome.Accepted;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task StartProcessAsync(IReadOnlyList<string> settings, Uri? url = null, bool compiledInFull = false)
    {
        _process = started.Add(await ChildAgent.StartAsync(_directory.Path, [.. settings, "--Incidents:ReopenWindow=00:00:00"], url, compiledInFull));
        service.Use(new RunningService(_process, _around));
    }

    public void Dispose()
    {
        _directory.Dispose();
        _empty.Dispose();
    }
}
