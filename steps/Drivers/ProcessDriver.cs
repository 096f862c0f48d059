using System.Diagnostics;
using IncidentAgent.Specs.Support;
using IncidentAgent.Tests.Support;
using ServiceLevels.Load;
using ServiceLevels.Reporting;
using ServiceLevels.Statistics;

namespace IncidentAgent.Specs.Drivers;

/// <summary>The service as a process of its own: how quickly it starts, what memory it takes and gives back.</summary>
public sealed class ProcessDriver(TrafficDriver traffic, ServiceDriver service, Started started, MeasurementLog log) : IDisposable
{
    private const int WarmWaves = 2;
    private const int SendersAtOnce = 4;
    private static readonly TimeSpan WaveWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    private readonly TemporaryDirectory _directory = new();
    private readonly List<long> _retained = [];
    private Surroundings? _around;
    private ChildAgent? _process;
    private TimeSpan _untilFirst;
    private int _incidentsInWave;
    private long _mostResident;

    private ChildAgent Process => _process ?? throw new InvalidOperationException("No process was started.");

    public string Folder => _directory.Path;

    /// <summary>An incident is over for good as soon as it is resolved: its memory is due back at once.</summary>
    public async Task StartAsync()
    {
        _around = started.Add(await Surroundings.StartAsync());
        await StartProcessAsync();
    }

    /// <summary>It is killed, and another one is started on what it left.</summary>
    public async Task KillAndStartAgainAsync()
    {
        await Process.KillAsync();
        await StartProcessAsync();
    }

    /// <summary>It still takes alerts.</summary>
    public async Task GoesOnAsync() =>
        (await service.Current.DeliverAsync(Notification.Of(new AlertOf("checkout")))).Outcome.Should().Be(Outcome.Accepted);

    /// <summary>Starts it and sends an alert again and again until it is accepted, as a sender does that finds nobody there.</summary>
    public async Task StartAndSendAsync()
    {
        _process = started.Add(ChildAgent.Launch(_directory.Path, []));
        var running = new RunningService(_process, null);
        var alert = Notification.Of(new AlertOf("checkout"));
        await Eventually.Observe("the first alert is accepted", () => TryAsync(running, alert), accepted => accepted);
        _untilFirst = Stopwatch.GetElapsedTime(_process.LaunchedAt);
        log.Say($"first alert accepted {Si.Duration(_untilFirst)} after the start of the process");
    }

    public void FirstAcceptedWithin(TimeSpan within) => Promise(_untilFirst < within, $"the first alert accepted within {Si.Duration(within)} of the start, it took {Si.Duration(_untilFirst)}");

    /// <summary>Opens, investigates, resolves and closes the incidents of the same services again and again, and looks after each wave what memory is still held.</summary>
    public async Task CloseWavesAsync(int waves, int incidents)
    {
        _incidentsInWave = incidents;
        for (var wave = 0; wave < WarmWaves + waves; wave++)
        {
            await CloseWaveAsync(wave, incidents);
            if (wave >= WarmWaves)
            {
                _retained.Add(await Process.RetainedBytesAsync());
            }
        }
    }

    public void RetainedStaysWithin(double fraction)
    {
        var limit = _retained[0] * (1 + fraction);
        log.Say($"retained after each wave: {string.Join(", ", _retained.Select(bytes => Si.Size(bytes)))}");
        Promise(_retained.All(bytes => bytes <= limit), $"at most {Si.Size((long)limit)} retained after each wave, the most was {Si.Size(_retained.Max())}");
    }

    public void EachIncidentLeavesLessThan(long bytes)
    {
        var trend = Trend.Of([.. _retained.Select((retained, wave) => ((double)wave * _incidentsInWave, (double)retained))]);
        var sentence = $"an incident leaves {trend.Slope:0} bytes behind (95 % interval {trend.Lower:0} to {trend.Upper:0}, {_retained.Count} waves of {_incidentsInWave})";
        log.Say(sentence);
        Promise(trend.Upper < bytes, $"less than {bytes} bytes an incident; {sentence}");
    }

    public async Task TakeAsync(int alerts, int services, int alertsEach)
    {
        var batch = new Batch(alerts / alertsEach, alertsEach, services);
        using var done = new CancellationTokenSource();
        var watching = WatchAsync(done.Token);
        var sent = await traffic.SendAsync(new Arrivals.Senders(SendersAtOnce, batch.Count), batch);
        await done.CancelAsync();
        await watching;
        sent.Accepted.Should().Be(batch.Count);
        traffic.Keep("intake", [sent]);
    }

    public void ResidentNeverExceeds(long bytes)
    {
        log.Say($"most resident memory: {Si.Size(_mostResident)}");
        Promise(_mostResident > 0 && _mostResident <= bytes, $"resident memory of at most {Si.Size(bytes)}, the most was {Si.Size(_mostResident)}");
    }

    private async Task StartProcessAsync()
    {
        _process = started.Add(await ChildAgent.StartAsync(_directory.Path, [.. _around!.Settings(), "--Incidents:ReopenWindow=00:00:00"]));
        service.Use(new RunningService(_process, _around));
    }

    private async Task CloseWaveAsync(int wave, int incidents)
    {
        var label = $"wave={wave}";
        var labels = new Dictionary<string, string> { ["wave"] = $"{wave}" };
        var alerts = Enumerable.Range(0, incidents)
            .Select(number => new AlertOf($"service-{number}") { Labels = labels, StartsAt = Notification.Began.AddMilliseconds(wave) }).ToList();
        await Task.WhenAll(alerts.Select(alert => service.Current.DeliverAsync(Notification.Of(alert))));
        await service.Current.SettledAsync(label, incidents);
        await Task.WhenAll(alerts.Select(alert => service.Current.DeliverAsync(Notification.Of(alert with { Firing = false }))));
        await Eventually.Observe(
            $"the {incidents} incidents of {label} are closed",
            async () => (await service.Current.IncidentsAsync(label)).Count(incident => incident.GetProperty("status").GetString() == "closed"),
            closed => closed == incidents,
            WaveWithin);
        await service.Current.SettledAsync(label, incidents);
    }

    private async Task WatchAsync(CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            _mostResident = Math.Max(_mostResident, Process.ResidentBytes);
            await Task.Delay(LookEvery, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<bool> TryAsync(RunningService running, string alert)
    {
        try
        {
            return (await running.DeliverAsync(alert)).Outcome is Outcome.Accepted;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static void Promise(bool kept, string sentence)
    {
        if (!kept)
        {
            throw new PromiseBrokenException($"Promised: {sentence}.");
        }
    }

    public void Dispose() => _directory.Dispose();
}
