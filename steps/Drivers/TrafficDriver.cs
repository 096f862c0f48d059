using IncidentAgent.Specs.Support;
using ServiceLevels.Load;

namespace IncidentAgent.Specs.Drivers;

/// <summary>
/// Lets alerts arrive and keeps what was measured. After each burst the service is left to finish what it has begun, so that no repetition pays for the
/// one before.
/// </summary>
public sealed class TrafficDriver(ServiceDriver service, SamplingPolicy sampling, MeasurementLog log)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(25);

    private readonly List<Sent> _sent = [];

    /// <summary>Everything that was sent and how it was answered, by repetition; what the standing checks look at.</summary>
    public IReadOnlyList<Sent> Sent => _sent;

    /// <summary>What the scenario measured last.</summary>
    public Measurement Measured => log.Measured;

    /// <summary>What the scenario measured last, by repetition.</summary>
    public IReadOnlyList<Measurement> Repetitions { get; private set; } = [];

    /// <summary>Lets alerts arrive as often as the sampling policy says, each time of other services.</summary>
    public async Task ArriveAsync(Arrivals arrivals)
    {
        List<Measurement> repetitions = [];
        for (var repetition = 0; repetition < sampling.RepetitionsOf(arrivals); repetition++)
        {
            repetitions.Add(await AcceptAsync(arrivals));
        }

        Keep("intake", repetitions);
    }

    /// <summary>Lets alerts of so many services arrive, each of them again and again with another alert.</summary>
    public async Task ArriveAsync(Arrivals arrivals, int services) =>
        Keep("intake", [await SendAsync(arrivals, new Batch(arrivals.Total, services: services))]);

    /// <summary>One notification that groups so many alerts of one service.</summary>
    public async Task NotifyAsync(int alerts)
    {
        List<Measurement> repetitions = [];
        for (var repetition = 0; repetition < sampling.Bursts; repetition++)
        {
            repetitions.Add(await SendAsync(new Arrivals.OneAfterAnother(1), new Batch(1, alerts), DeliverAsync));
        }

        Keep("intake", repetitions);
    }

    /// <summary>Asks for a page again and again, each time after the answer.</summary>
    public async Task AskAsync(string probe, string path, int times) => Keep(probe, [await AskAsync(path, times)]);

    public Task<Measurement> AskAsync(string path, int times) => LoadGenerator.RunAsync(
        new Arrivals.OneAfterAnother(times),
        async (_, token) =>
        {
            using var answer = await service.Current.Agent.Client.GetAsync(path, token);
            await answer.Content.ReadAsByteArrayAsync(token);
            return answer.IsSuccessStatusCode ? Outcome.Accepted : Outcome.Failed;
        });

    public void Keep(string probe, IReadOnlyList<Measurement> repetitions)
    {
        Repetitions = repetitions;
        log.Add(probe, Measurement.Merge(repetitions));
    }

    /// <summary>Each alert is a notification and a service of its own; measured until it is accepted.</summary>
    public Task<Measurement> AcceptAsync(Arrivals arrivals) => SendAsync(arrivals, new Batch(arrivals.Total), DeliverAsync);

    /// <summary>Each alert is a notification and a service of its own; measured until its incident has been investigated.</summary>
    public Task<Measurement> HandleAsync(Arrivals arrivals) => SendAsync(arrivals, new Batch(arrivals.Total), HandleAsync);

    /// <summary>Sends a batch once and waits until the service has finished with it.</summary>
    public async Task<Measurement> SendAsync(Arrivals arrivals, Batch batch, Func<Batch, int, CancellationToken, Task<Outcome>>? send = null)
    {
        var measured = await LoadGenerator.RunAsync(arrivals, (index, token) => (send ?? DeliverAsync)(batch, index, token));
        var accepted = measured.Samples.Where(sample => sample.Outcome is Outcome.Accepted);
        await service.Current.SettledAsync(batch.Label, accepted.Select(sample => batch.ServiceOf(sample.Index)).Distinct().Count());
        _sent.Add(new Sent(batch, measured));
        return measured;
    }

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
public sealed record Sent(Batch Batch, Measurement Measured);
