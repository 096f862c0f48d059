using IncidentAgent.Alerts;
using IncidentAgent.Storage;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Incidents;

/// <summary>Takes a delivery to the writers of the incidents its alerts belong to.</summary>
internal sealed partial class IncidentRouter(
    IGrainFactory grains, IncidentWriters writers, IIncidentStore store, IOptions<IncidentOptions> options, ILogger<IncidentRouter> logger)
{
    private const int MostMoves = 5;

    /// <summary>
    /// When this has come to <see cref="Written.Stored"/>, a crash no longer loses any of the alerts. On <see cref="Written.Moved"/> they are taken to
    /// <see cref="FollowAsync"/>: it is left to the caller because hardly any delivery needs it, and a method that waits for the answer costs each of them. On
    /// any other result some of them may be stored and some not: the sender sends all again, and those that are stored are recognised. To be awaited once.
    /// </summary>
    public ValueTask<ObserveReply> ObserveAsync(IReadOnlyList<Alert> alerts)
    {
        // To the writer directly when it is in this process: a call of its grain costs a fifth of all that a delivery costs the processor.
        return alerts.Count > 0 && Correlation.OnlyKeyOf(alerts, options.Value.CorrelationLabels) is { } key && writers.FindInUse(key) is { } here
            ? here.ObserveAsync(alerts)
            : FollowAsync(alerts);
    }

    /// <summary>Goes where the writers have moved to; comes to what <see cref="ObserveAsync"/> does, except <see cref="Written.Moved"/>.</summary>
    public async ValueTask<ObserveReply> FollowAsync(IReadOnlyList<Alert> alerts)
    {
        var replies = await Task.WhenAll(Correlation.Group(alerts, options.Value.CorrelationLabels).Select(group => FollowOneAsync(group.Key, group.Alerts)));
        return replies is [var only] ? only : new ObserveReply(
            replies.Select(reply => reply.Written).DefaultIfEmpty().Max(),
            [.. replies.SelectMany(reply => reply.Observed).OrderBy(one => one.Incident.Number)]);
    }

    private async Task<ObserveReply> FollowOneAsync(string key, IReadOnlyList<Alert> alerts) =>
        writers.FindInUse(key) is { } here && await here.ObserveAsync(alerts) is { Written: not Written.Moved } reply
            ? reply
            : await CallAsync(
                key, new ObserveRequest(alerts), static (grain, request) => grain.Observe(request), static reply => reply.Written,
                static failed => new ObserveReply(failed, []));

    /// <summary><see langword="null"/> when there is no such incident.</summary>
    public async Task<ActReply?> ActAsync(ActRequest request)
    {
        string? key;
        try
        {
            key = store.KeyOf(request.Incident);
        }
        catch (StoreDownException)
        {
            return new ActReply(Written.StoreDown, null, null);
        }

        return key is null ? null : await CallAsync(
            key, request, static (grain, request) => grain.Act(request), static reply => reply.Written, static failed => new ActReply(failed, null, null));
    }

    /// <summary>Goes where the key's writer has moved to. A writer that does not answer, because the disk hangs or the silo stops, counts as busy.</summary>
    private async Task<TReply> CallAsync<TRequest, TReply>(
        string key, TRequest request, Func<IIncidentGrain, TRequest, Task<TReply>> call, Func<TReply, Written> written, Func<Written, TReply> failed)
    {
        try
        {
            for (var moves = 0; ; moves++)
            {
                var reply = await call(grains.GetGrain<IIncidentGrain>(key), request);
                if (written(reply) is not Written.Moved)
                {
                    return reply;
                }

                if (moves == MostMoves)
                {
                    return failed(Written.Busy);
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
