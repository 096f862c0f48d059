using System.Collections.Concurrent;
using System.Threading.Channels;
using IncidentAgent.Notifications;
using IncidentAgent.Storage;

namespace IncidentAgent.Incidents;

/// <summary>
/// Work that is due on this node, each piece once. It is a hint and not the truth: what does not fit, or is forgotten in a crash, is found again by
/// the scan of the rows, a second later.
/// </summary>
internal sealed class WorkQueue
{
    /// <summary>A step that has not come back after so long is begun again.</summary>
    public static readonly TimeSpan StepLease = TimeSpan.FromSeconds(60);

    private const int MostWaiting = 10_000;

    private readonly Channel<DueWork> _investigations = Bounded();
    private readonly Channel<DueWork> _quickSteps = Bounded();
    private readonly Channel<DueWork> _unknownDestinations = Bounded();
    private readonly Dictionary<string, Channel<DueWork>> _destinations;
    private readonly ConcurrentDictionary<DueWork, bool> _inFlight = [];

    public WorkQueue(IEnumerable<INotificationChannel> channels) =>
        _destinations = channels.ToDictionary(channel => channel.Destination, _ => Bounded());

    /// <summary>Steps that wait for other services, and may wait long.</summary>
    public ChannelReader<DueWork> Investigations => _investigations.Reader;

    /// <summary>All other steps: an escalation does not queue behind a source that hangs.</summary>
    public ChannelReader<DueWork> QuickSteps => _quickSteps.Reader;

    /// <summary>What is to be told to destinations that are not configured any more.</summary>
    public ChannelReader<DueWork> UnknownDestinations => _unknownDestinations.Reader;

    public ChannelReader<DueWork> For(string destination) => _destinations[destination].Reader;

    /// <summary>Offers whatever a track has due: called after each commit, so that the first announcement does not wait for a scan.</summary>
    public void Kick(IncidentTrack track, DateTimeOffset now)
    {
        foreach (var one in track.Cases)
        {
            foreach (var (kind, step) in one.Steps)
            {
                if (!step.Stuck && step.RunningSince is null && step.DueAt <= now)
                {
                    Offer(new DueWork(track.Key, one.Incident.Id, kind, null));
                }
            }

            foreach (var (destination, lane) in one.Lanes)
            {
                if (lane.NextAt <= now)
                {
                    Offer(new DueWork(track.Key, one.Incident.Id, null, destination));
                }
            }
        }
    }

    /// <summary>Queues a piece of work unless it is queued; one that is being done is done again afterwards.</summary>
    public void Offer(DueWork work)
    {
        if (!_inFlight.TryAdd(work, false))
        {
            _inFlight.TryUpdate(work, true, false);
            return;
        }

        if (!ChannelOf(work).Writer.TryWrite(work))
        {
            _inFlight.TryRemove(work, out _);
        }
    }

    /// <summary>Says that a piece of work has been dealt with.</summary>
    public void Done(DueWork work)
    {
        if (_inFlight.TryRemove(work, out var again) && again)
        {
            Offer(work);
        }
    }

    private Channel<DueWork> ChannelOf(DueWork work) => work switch
    {
        { Destination: { } destination } => _destinations.GetValueOrDefault(destination, _unknownDestinations),
        { Step: StepKind.Investigate } => _investigations,
        _ => _quickSteps,
    };

    private static Channel<DueWork> Bounded() => Channel.CreateBounded<DueWork>(MostWaiting);
}
