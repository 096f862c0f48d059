using IncidentAgent.Specs.Support;
using IncidentAgent.Tests.Support;
using ServiceLevels.Load;
using ServiceLevels.Objectives;

namespace IncidentAgent.Specs.Drivers;

/// <summary>Lets alerts go on arriving while the service is ended and started again, and looks afterwards what became of each.</summary>
public sealed class DurabilityDriver(
    ProcessDriver process, ServiceDriver service, StandingChecks checks, TrafficDriver traffic, ObjectivesDriver objectives)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Longer than the slowest machine takes to start a service again: what is lost is to be the service's doing.</summary>
    private static readonly TimeSpan SendersGiveUpAfter = TimeSpan.FromMinutes(2);

    private Batch? _batch;
    private Task<Measurement>? _arriving;
    private Measurement? _sent;
    private int _accepted;
    private volatile bool _isStopping;
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
            new Arrivals.AtRate(perSecond, alerts),
            (index, token) => SendAsync(batch[index], untilAccepted, token),
            new LoadOptions { Deadline = SendersGiveUpAfter });
    }

    public async Task KillInTheMiddleAsync()
    {
        await InTheMiddleAsync();
        await process.KillAndStartAgainAsync();
    }

    public async Task StopInTheMiddleAsync()
    {
        await InTheMiddleAsync();
        _isStopping = true;
        _stoppedAfter = await process.Process.StopAsync();
    }

    public void StoppedWithin(TimeSpan limit) => objectives.Fact(
        Promise.Of("time to stop", Quantity.Time, Relation.Below, limit.TotalSeconds), _stoppedAfter.TotalSeconds, 1);

    /// <summary>Once everything has been sent, and the service has done what it owed.</summary>
    public async Task EachIsInOneIncidentAsync()
    {
        var sent = await SentAsync();
        objectives.None(
            "alerts never accepted",
            sent.Samples.Where(sample => sample.Outcome is not Outcome.Accepted).Select(sample => $"{sample.Index} {sample.Outcome}"),
            sent.Count);
        await service.Current.SettledAsync(_batch!.Label, _batch.Services.Count);
        await NoneIsLostAsync([.. sent.Samples.Select(sample => sample.Index)]);
    }

    public void EachIncidentIsToldOnce()
    {
        var (around, incidents) = (service.Current.Around, _batch!.Services.Count);
        ToldOnce("page", [.. around.PagerDuty.Incidents.Select(page => page.DedupKey)], incidents);
        ToldOnce("message", [.. around.Slack.Messages.Select(message => message.Key)], incidents);
    }

    public async Task AcceptedOnesAreThereAsync()
    {
        var sent = await SentAsync();
        await process.StartAgainAsync();
        var accepted = sent.Samples.Where(sample => sample.Outcome is Outcome.Accepted).Select(sample => sample.Index).ToList();
        accepted.Should().NotBeEmpty().And.HaveCountLessThan(sent.Count, "it was stopped in the middle");
        await NoneIsLostAsync(accepted);
    }

    /// <summary>
    /// A connection that nobody takes is known to its sender for what it is; an answer that is neither yes nor "not now" is not, nor is one that never
    /// came, but while the service stops.
    /// </summary>
    public async Task OthersWereRefusedAsync()
    {
        var sent = await SentAsync();
        objectives.None(
            "alerts neither accepted nor refused",
            sent.Samples.Where(sample => !sample.Answered).Select(sample => $"{sample.Index} {sample.Outcome}"),
            sent.Count);
    }

    private async Task NoneIsLostAsync(IReadOnlyList<int> accepted)
    {
        var kept = await checks.WhatIsKeptAsync(_batch!, accepted);
        objectives.None("services with an accepted alert lost", kept.Lost, kept.Alerts);
        objectives.None("services with an alert doubled", kept.Doubled, kept.Alerts);
    }

    private void ToldOnce(string what, IReadOnlyList<string?> keys, int incidents)
    {
        objectives.Fact(Promise.Of($"{what}s", Quantity.Count, Relation.Exactly, incidents), keys.Count, incidents);
        objectives.None($"incidents with more than one {what}", keys.GroupBy(key => key).Where(same => same.Count() > 1).Select(same => $"{same.Key}"), incidents);
    }

    private async Task<Measurement> SentAsync()
    {
        if (_sent is null)
        {
            _sent = await _arriving!;
            traffic.Keep("intake", [_sent]);
        }

        return _sent;
    }

    private Task InTheMiddleAsync() => Eventually.Holds("half of the alerts are accepted", () => Volatile.Read(ref _accepted) >= _batch!.Count / 2);

    private async Task<Outcome> SendAsync(ReadOnlyMemory<byte> notification, bool untilAccepted, CancellationToken cancellation)
    {
        while (true)
        {
            var outcome = await TryAsync(notification, untilAccepted, cancellation);
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

    private async Task<Outcome> TryAsync(ReadOnlyMemory<byte> notification, bool untilAccepted, CancellationToken cancellation)
    {
        try
        {
            return (await service.Current.DeliverAsync(notification, cancellation)).Outcome;
        }
        catch (HttpRequestException e) when (FoundNobody(e.HttpRequestError))
        {
            return Outcome.Refused;
        }
        catch (Exception e) when (untilAccepted && e is HttpRequestException or ObjectDisposedException)
        {
            // A sender that tries again need not know what became of it.
            return Outcome.Refused;
        }
    }

    // A service that stops closes its idle connections, and the next request may be on its way on one of them: HTTP/1.1 has no way to prevent it (RFC 9112,
    // 9.3.1), and a busy machine had 2 to 16 of a thousand. At any other time, or once there is something of an answer, it is the service's doing.
    private bool FoundNobody(HttpRequestError error) =>
        error is HttpRequestError.ConnectionError || (_isStopping && error is HttpRequestError.ResponseEnded);
}
