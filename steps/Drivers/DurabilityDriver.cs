using IncidentAgent.Specs.Support;
using IncidentAgent.Tests.Support;
using ServiceLevels.Load;

namespace IncidentAgent.Specs.Drivers;

/// <summary>Lets alerts go on arriving while the service is ended and started again, and looks afterwards what became of each.</summary>
public sealed class DurabilityDriver(ProcessDriver process, ServiceDriver service, StandingChecks checks, TrafficDriver traffic)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private Batch? _batch;
    private Task<Measurement>? _arriving;
    private int _accepted;
    private TimeSpan _stoppedAfter;

    /// <summary>Alerts begin to arrive and go on in the background.</summary>
    /// <param name="alerts">How many.</param>
    /// <param name="services">Whose, in turn.</param>
    /// <param name="perSecond">How quickly.</param>
    /// <param name="untilAccepted">Whether a sender that is not told yes tries again.</param>
    public void Begin(int alerts, int services, double perSecond, bool untilAccepted)
    {
        var batch = _batch = new Batch(alerts, services: services);
        _arriving = LoadGenerator.RunAsync(
            new Arrivals.AtRate(perSecond, alerts), (index, token) => SendAsync(batch[index], untilAccepted, token));
    }

    public async Task KillInTheMiddleAsync()
    {
        await InTheMiddleAsync();
        await process.KillAndStartAgainAsync();
    }

    public async Task StopInTheMiddleAsync()
    {
        await InTheMiddleAsync();
        _stoppedAfter = await process.Process.StopAsync();
    }

    public void StoppedWithin(TimeSpan limit) =>
        PromiseBrokenException.Unless(_stoppedAfter < limit, $"stopped within {limit}, it took {_stoppedAfter}");

    /// <summary>Once everything has been sent, and the service has done what it owed.</summary>
    public async Task EachIsInOneIncidentAsync()
    {
        var sent = await SentAsync();
        sent.Accepted.Should().Be(_batch!.Count, "senders do not give up");
        await service.Current.SettledAsync(_batch.Label, _batch.Services.Count);
        await checks.NoneIsLostAsync(_batch, [.. sent.Samples.Select(sample => sample.Index)]);
    }

    public void EachIncidentIsToldOnce()
    {
        var around = service.Current.Around;
        around.PagerDuty.Incidents.Select(page => page.DedupKey).Should().HaveCount(_batch!.Services.Count).And.OnlyHaveUniqueItems();
        around.Slack.Messages.Select(message => message.Key).Should().HaveCount(_batch.Services.Count).And.OnlyHaveUniqueItems();
    }

    public async Task AcceptedOnesAreThereAsync()
    {
        var sent = await SentAsync();
        await process.StartAgainAsync();
        var accepted = sent.Samples.Where(sample => sample.Outcome is Outcome.Accepted).Select(sample => sample.Index).ToList();
        accepted.Should().NotBeEmpty().And.HaveCountLessThan(sent.Count, "it was stopped in the middle");
        await checks.NoneIsLostAsync(_batch!, accepted);
    }

    /// <summary>A connection that nobody takes is known to its sender for what it is; an answer that is neither yes nor "not now" is not.</summary>
    public async Task OthersWereRefusedAsync()
    {
        var sent = await SentAsync();
        (sent.Failed + sent.TimedOut).Should().Be(0, string.Join(", ", sent.Errors.Select(error => error.Message)));
    }

    private async Task<Measurement> SentAsync()
    {
        var sent = await _arriving!;
        traffic.Keep("intake", [sent]);
        return sent;
    }

    private Task InTheMiddleAsync() => Eventually.Holds("half of the alerts are accepted", () => Volatile.Read(ref _accepted) >= _batch!.Count / 2);

    private async Task<Outcome> SendAsync(ReadOnlyMemory<byte> notification, bool untilAccepted, CancellationToken cancellation)
    {
        while (true)
        {
            var outcome = await TryAsync(notification, cancellation);
            if (outcome is Outcome.Accepted)
            {
                Interlocked.Increment(ref _accepted);
            }

            if (outcome is Outcome.Accepted || !untilAccepted)
            {
                return outcome;
            }

            await Task.Delay(Pause, cancellation);
        }
    }

    private async Task<Outcome> TryAsync(ReadOnlyMemory<byte> notification, CancellationToken cancellation)
    {
        try
        {
            return (await service.Current.DeliverAsync(notification, cancellation)).Outcome;
        }
        catch (Exception e) when (e is HttpRequestException or ObjectDisposedException)
        {
            return Outcome.Refused;
        }
    }
}
