using System.Diagnostics;
using IncidentAgent.Specs.Support;
using ServiceLevels.Load;

namespace IncidentAgent.Specs.Drivers;

/// <summary>
/// Lets alerts arrive and keeps what was measured. After each burst the service is left to finish what it has begun, so that no repetition pays for the
/// one before.
/// </summary>
public sealed class TrafficDriver(ServiceDriver service, SamplingPolicy sampling, Calibration calibration, MeasurementLog log)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(25);

    private readonly List<Sent> _sent = [];
    private Func<Task<Measurement>>? _onceMore;

    /// <summary>Everything that was sent and how it was answered, by repetition; what the standing checks look at.</summary>
    public IReadOnlyList<Sent> Sent => _sent;

    /// <summary>What the scenario measured last, by repetition.</summary>
    public IReadOnlyList<Measurement> Repetitions => log.Bursts;

    /// <summary>Whether what the scenario measured last can be repeated: the first alert after a start, for one, comes only once.</summary>
    public bool CanRepeat => _onceMore is not null;

    /// <summary>Lets alerts arrive as often as the sampling policy says, each time of other services.</summary>
    public Task ArriveAsync(Arrivals arrivals) => RepeatAsync("intake", sampling.RepetitionsOf(arrivals), () => AcceptAsync(arrivals));

    /// <summary>Lets alerts of so many services arrive, each of them again and again with another alert.</summary>
    public Task ArriveAsync(Arrivals arrivals, int services) =>
        RepeatAsync("intake", 1, () => SendAsync(arrivals, new Batch(arrivals.Total, services: services)));

    /// <summary>One notification that groups so many alerts of one service.</summary>
    public Task NotifyAsync(int alerts) =>
        RepeatAsync("intake", sampling.Judgement.Bursts, () => SendAsync(new Arrivals.OneAfterAnother(1), new Batch(1, alerts)));

    /// <summary>Asks for a page again and again, each time after the answer.</summary>
    public Task AskAsync(string probe, string path, int times) => RepeatAsync(probe, 1, () => AskAsync(path, new Arrivals.OneAfterAnother(times)));

    public Task<Measurement> AskAsync(string path, Arrivals arrivals) => MeasureAsync(
        arrivals,
        async (_, token) =>
        {
            using var answer = await service.Current.Agent.Client.GetAsync(path, token);
            await answer.Content.ReadAsByteArrayAsync(token);
            return answer.IsSuccessStatusCode ? Outcome.Accepted : Outcome.Failed;
        });

    /// <summary>Measures so many times, and again whenever its judge <see cref="OnceMoreAsync">asks for more</see>.</summary>
    public async Task RepeatAsync(string probe, int times, Func<Task<Measurement>> measureAsync)
    {
        List<Measurement> bursts = [];
        for (var time = 0; time < times; time++)
        {
            bursts.Add(await measureAsync());
        }

        Keep(probe, bursts);
        _onceMore = measureAsync;
    }

    /// <summary>What was measured in a way of its own, and cannot be repeated.</summary>
    public void Keep(string probe, IReadOnlyList<Measurement> bursts)
    {
        log.Add(probe, bursts);
        _onceMore = null;
    }

    /// <summary>Repeats the last measurement once more.</summary>
    public async Task OnceMoreAsync() => log.AddBurst(await _onceMore!());

    /// <summary>Measures a load, with the calibration work before and after it.</summary>
    public async Task<Measurement> MeasureAsync(Arrivals arrivals, Func<int, CancellationToken, Task<Outcome>> send)
    {
        await calibration.DoAsync(service.Current.Agent);
        var measured = await LoadGenerator.RunAsync(arrivals, send);
        await calibration.DoAsync(service.Current.Agent);
        return measured;
    }

    /// <summary>Each alert is a notification and a service of its own; measured until it is accepted.</summary>
    public Task<Measurement> AcceptAsync(Arrivals arrivals) => SendAsync(arrivals, new Batch(arrivals.Total));

    /// <summary>Each alert is a notification and a service of its own; measured until its incident has been investigated.</summary>
    public Task<Measurement> HandleAsync(Arrivals arrivals) => SendAsync(arrivals, new Batch(arrivals.Total), HandleAsync);

    /// <summary>Sends a batch once and waits until the service has finished with it.</summary>
    public async Task<Measurement> SendAsync(Arrivals arrivals, Batch batch, Func<Batch, int, CancellationToken, Task<Outcome>>? send = null)
    {
        if (arrivals is Arrivals.Waves waves)
        {
            await Task.Delay(waves.Apart * PhaseOf(_sent.Count));
        }

        var measured = await MeasureAsync(arrivals, (index, token) => (send ?? DeliverAsync)(batch, index, token));
        var ended = Stopwatch.GetTimestamp();
        var accepted = measured.Samples.Where(sample => sample.Outcome is Outcome.Accepted);
        await service.Current.SettledAsync(batch.Label, accepted.Select(sample => batch.ServiceOf(sample.Index)).Distinct().Count());
        _sent.Add(new Sent(batch, measured, ended));
        return measured;
    }

    /// <summary>
    /// The part of the time between two waves that a repetition begins later, 0 to 1. The service looks every second for what is due, and when it has
    /// finished is in step with that: beginning at once, the same wave would meet it in all repetitions. Multiples of the golden ratio spread evenly,
    /// however many there are; and the first wave comes after no longer a rest than the others.
    /// </summary>
    private static double PhaseOf(int repetition) => repetition * 0.618 % 1;

    private async Task<Outcome> DeliverAsync(Batch batch, int index, CancellationToken cancellation) =>
        (await service.Current.DeliverAsync(batch[index], cancellation)).Outcome;

    private async Task<Outcome> HandleAsync(Batch batch, int index, CancellationToken cancellation)
    {
        var delivered = await service.Current.DeliverAsync(batch[index], cancellation);
        if (delivered.Outcome is not Outcome.Accepted)
        {
            return delivered.Outcome;
        }

        var incident = delivered.Incidents.Single();
        while (!await service.Current.IsInvestigatedAsync(incident))
        {
            await Task.Delay(LookEvery, cancellation);
        }

        return Outcome.Accepted;
    }
}

/// <param name="Batch">What was sent.</param>
/// <param name="Measured">How it was answered.</param>
/// <param name="Ended">The timestamp at which the last answer was there.</param>
public sealed record Sent(Batch Batch, Measurement Measured, long Ended);
