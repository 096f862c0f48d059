using IncidentAgent.Alerts;
using IncidentAgent.Storage;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Incidents;

/// <summary>Takes a delivery to the writers of the incidents its alerts belong to.</summary>
internal sealed class IncidentRouter(IGrainFactory grains, IIncidentStore store, IOptions<IncidentOptions> options, TimeProvider time)
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
            .Select(group => RetryMovedAsync(group.Key, grain => grain.Observe(new ObserveRequest([.. group], delivery)), reply => reply.Written)));
        return new ObserveReply(replies.Max(reply => reply.Written), [.. replies.SelectMany(reply => reply.Observed).OrderBy(one => one.Incident.Number)]);
    }

    /// <summary><see langword="null"/> when there is no such incident.</summary>
    public async Task<ActReply?> ActAsync(ActRequest request) => store.KeyOf(request.Incident) is { } key
        ? await RetryMovedAsync(key, grain => grain.Act(request), reply => reply.Written)
        : null;

    private async Task<T> RetryMovedAsync<T>(string key, Func<IIncidentGrain, Task<T>> call, Func<T, Written> written)
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
}
