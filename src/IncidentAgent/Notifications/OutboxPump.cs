using System.Threading.Channels;
using System.Threading.RateLimiting;
using IncidentAgent.Incidents;
using IncidentAgent.Storage;
using IncidentAgent.Telemetry;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Notifications;

/// <summary>
/// Sends what the outbox holds. Each destination has workers and a pace of its own, so that a slow or dead one holds up nobody else. An announcement
/// is claimed in the store right before it is sent and settled right after: at least once, and more than once only when the process or the network
/// died in between.
/// </summary>
internal sealed partial class OutboxPump(
    WorkQueue work, IEnumerable<INotificationChannel> channels, IGrainFactory grains, IOptions<NotificationOptions> options, AgentMetrics metrics,
    TimeProvider time, ILogger<OutboxPump> logger) : BackgroundService
{
    private const int WorkersPerDestination = 4;
    private static readonly TimeSpan StoreRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
    [
        .. channels.SelectMany(channel => Workers(new Sender(channel, time), work.For(channel.Destination), stoppingToken)),
        .. Workers(new Sender(new UnknownDestination(), time), work.UnknownDestinations, stoppingToken),
    ]);

    private IEnumerable<Task> Workers(Sender sender, ChannelReader<DueWork> due, CancellationToken stopping) =>
        Enumerable.Range(0, WorkersPerDestination).Select(_ => RunAsync(sender, due, stopping));

    private async Task RunAsync(Sender sender, ChannelReader<DueWork> due, CancellationToken stopping)
    {
        try
        {
            await foreach (var lane in due.ReadAllAsync(stopping))
            {
                try
                {
                    await SendNextAsync(sender, lane, stopping);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    LaneLost(e, lane.Destination!, lane.Incident);
                }
                finally
                {
                    work.Done(lane);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
    }

    /// <summary>Sends one announcement; settling it makes the incident offer the next.</summary>
    private async Task SendNextAsync(Sender sender, DueWork lane, CancellationToken stopping)
    {
        var destination = lane.Destination!;
        var grain = grains.GetGrain<IIncidentGrain>(lane.Key);
        var claim = await sender.ClaimInTurnAsync(() => grain.Claim(new ClaimRequest(lane.Incident, destination)), stopping);
        if (claim is not { Written: Written.Stored, Announcement: { } announcement })
        {
            return;
        }

        var outcome = await AttemptAsync(sender.Channel, announcement);
        Note(sender, announcement, destination, outcome);
        while (!await IsSettledAsync(grain, new SettleRequest(lane.Incident, destination, claim.Row, outcome)))
        {
            await Task.Delay(StoreRetry, time, stopping);
        }
    }

    private async Task<DeliveryOutcome> AttemptAsync(INotificationChannel channel, Announcement announcement)
    {
        try
        {
            // An attempt that was begun is ended, also while the agent stops. Its time limit is the channel's own; this is for one that keeps none.
            using var limit = new CancellationTokenSource(options.Value.Timeout + Grace, time);
            return await channel.SendAsync(announcement, limit.Token);
        }
        catch (Exception e)
        {
            AttemptFailed(e, channel.Destination, announcement.Incident.Id);
            return new DeliveryOutcome.Unknown($"the attempt ended with {e.GetType().Name}");
        }
    }

    private async Task<bool> IsSettledAsync(IIncidentGrain grain, SettleRequest request)
    {
        try
        {
            return (await grain.Settle(request)).Written is Written.Stored;
        }
        catch (Exception e) when (e is TimeoutException or OrleansException)
        {
            // Settled or not: settling again what is settled changes nothing.
            NotSettled(e, request.Destination, request.Incident);
            return false;
        }
    }

    private void Note(Sender sender, Announcement announcement, string destination, DeliveryOutcome outcome)
    {
        var incident = announcement.Incident.Id;
        switch (outcome)
        {
            case DeliveryOutcome.Delivered when announcement.Kind is AnnouncementKind.Opened:
                metrics.FirstAnnounced(time.GetUtcNow() - announcement.At, destination);
                break;

            case DeliveryOutcome.Retry { After: { } after } retry:
                sender.PauseFor(after);
                Postponed(destination, incident, after, retry.Reason);
                break;

            case DeliveryOutcome.Retry retry:
                NotDelivered(destination, incident, retry.Reason);
                break;

            case DeliveryOutcome.Unknown unknown:
                NotDelivered(destination, incident, unknown.Reason);
                break;

            case DeliveryOutcome.Refused refused:
                Refused(destination, incident, refused.Reason);
                break;
        }

        metrics.Attempted(destination, outcome.GetType().Name.ToLowerInvariant());
    }

    /// <summary>A destination, how fast it may be sent to, and until when it has asked to be left alone.</summary>
    private sealed class Sender(INotificationChannel channel, TimeProvider time)
    {
        private const int WindowSegments = 20;

        private readonly SlidingWindowRateLimiter _pace = new(new SlidingWindowRateLimiterOptions
        {
            PermitLimit = channel.Rate.Announcements,

            // The limiter gives a permit back up to one segment early.
            Window = channel.Rate.Window * (WindowSegments + 1) / WindowSegments,
            SegmentsPerWindow = WindowSegments,
            QueueLimit = int.MaxValue,
        });

        private readonly SemaphoreSlim _turn = new(1);
        private bool _hasPermit;
        private long _pausedUntilTicks;

        public INotificationChannel Channel => channel;

        public void PauseFor(TimeSpan after) => Interlocked.Exchange(ref _pausedUntilTicks, (time.GetUtcNow() + after).UtcTicks);

        /// <summary>
        /// Claims only when it may be sent at once, so that what is claimed shows the newest state. A permit for which there was nothing to claim is
        /// kept for the next turn.
        /// </summary>
        public async Task<ClaimReply> ClaimInTurnAsync(Func<Task<ClaimReply>> claim, CancellationToken cancellation)
        {
            await _turn.WaitAsync(cancellation);
            try
            {
                if (!_hasPermit)
                {
                    using var permit = await _pace.AcquireAsync(1, cancellation);
                    _hasPermit = true;
                }

                // Looked at again after the wait: another worker may have been asked to wait longer meanwhile.
                while (TimeSpan.FromTicks(Interlocked.Read(ref _pausedUntilTicks) - time.GetUtcNow().UtcTicks) is var pause && pause > TimeSpan.Zero)
                {
                    await Task.Delay(pause, time, cancellation);
                }

                var reply = await claim();
                _hasPermit = reply.Announcement is null;
                return reply;
            }
            finally
            {
                _turn.Release();
            }
        }
    }

    private sealed class UnknownDestination : INotificationChannel
    {
        public string Destination => "";

        public SendRate Rate { get; } = new(1000, TimeSpan.FromSeconds(1));

        public Task<DeliveryOutcome> SendAsync(Announcement announcement, CancellationToken cancellation) =>
            Task.FromResult<DeliveryOutcome>(new DeliveryOutcome.Refused("no destination of this name is configured any more"));
    }

    [LoggerMessage(LogLevel.Warning, "{Destination} was not told of {Incident} and is tried again: {Reason}")]
    private partial void NotDelivered(string destination, IncidentId incident, string reason);

    [LoggerMessage(LogLevel.Information, "{Destination} asked to wait {After} before it is told of {Incident}: {Reason}")]
    private partial void Postponed(string destination, IncidentId incident, TimeSpan after, string reason);

    [LoggerMessage(LogLevel.Error, "{Destination} will not be told of {Incident}, others are told where any are named: {Reason}")]
    private partial void Refused(string destination, IncidentId incident, string reason);

    [LoggerMessage(LogLevel.Error, "The attempt to tell {Destination} of {Incident} ended with a defect of the agent")]
    private partial void AttemptFailed(Exception e, string destination, IncidentId incident);

    [LoggerMessage(LogLevel.Warning, "Nobody answered when it was to be noted what became of telling {Destination} of {Incident}; it is noted again")]
    private partial void NotSettled(Exception e, string destination, IncidentId incident);

    [LoggerMessage(LogLevel.Error, "An announcement to {Destination} about {Incident} could not be claimed or settled; the scan finds it again")]
    private partial void LaneLost(Exception e, string destination, IncidentId incident);
}
