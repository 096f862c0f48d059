using IncidentAgent.Alerts;
using IncidentAgent.Storage;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Incidents;

/// <summary>Takes a delivery to the writers of the incidents its alerts belong to.</summary>
internal sealed partial class IncidentRouter(
    IGrainFactory grains, IIncidentStore store, IOptions<IncidentOptions> options, TimeProvider time, ILogger<IncidentRouter> logger)
{
    private const int MostMoves = 5;

    /// <summary>
    /// When this has returned <see cref="Written.Stored"/>, a crash no longer loses any of the alerts. On any other result some of them may be stored
    /// and some not: the sender sends all again, and those that are stored are recognised.
    /// </summary>
    public async Task<ObserveReply> ObserveAsync(IReadOnlyList<Alert> alerts, string source, ReadOnlyMemory<byte> body)
    {
        if (alerts.Count == 0)
        {
            return new ObserveReply(Written.Stored, []);
        }

        var delivery = new Delivery(store.NextDelivery(), source, time.GetUtcNow(), body);
        var labels = options.Value.CorrelationLabels;
        var replies = await Task.WhenAll(alerts
            .GroupBy(alert => Correlation.KeyOf(alert, labels))
            .Select(group => CallAsync(
                group.Key, grain => grain.Observe(new ObserveRequest([.. group], delivery)), reply => reply.Written, failed => new ObserveReply(failed, []))));
        return new ObserveReply(replies.Max(reply => reply.Written), [.. replies.SelectMany(reply => reply.Observed).OrderBy(one => one.Incident.Number)]);
    }

    /// <summary><see langword="null"/> when there is no such incident.</summary>
    public async Task<ActReply?> ActAsync(ActRequest request) => store.KeyOf(request.Incident) is { } key
        ? await CallAsync(key, grain => grain.Act(request), reply => reply.Written, failed => new ActReply(failed, null, null))
        : null;

    /// <summary>Goes where the key's writer has moved to. A writer that does not answer, because the disk hangs or the silo stops, counts as busy.</summary>
    private async Task<T> CallAsync<T>(string key, Func<IIncidentGrain, Task<T>> call, Func<T, Written> written, Func<Written, T> failed)
    {
        try
        {
            for (var moves = 0; ; moves++)
            {
                var reply = await call(grains.GetGrain<IIncidentGrain>(key));
                if (written(reply) is not Written.Moved || moves == MostMoves)
                {
                    return reply;
                }
            }
        }
        catch (Exception e) when (e is TimeoutException or OrleansException)
        {
            NotAnswered(e, key);
            return failed(Written.Busy);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The writer of {Key} did not answer; the sender is told to try again")]
    private partial void NotAnswered(Exception e, string key);
}
