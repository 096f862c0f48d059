using System.Collections.Concurrent;
using System.Net;
using System.Text;
using IncidentAgent.Tests.Support;

namespace IncidentAgent.Tests.EndToEnd;

/// <summary>
/// Several senders at once, each working off payloads; as Alertmanager does, they send a payload again until it is answered 202, or once only.
/// </summary>
internal sealed class Senders : IDisposable
{
    private const int AtOnce = 16;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly HttpClient _client;
    private readonly ConcurrentQueue<Parcel> _waiting;
    private readonly ConcurrentBag<Parcel> _taken = [];
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _reachedAt;
    private int _acknowledged;

    /// <param name="url">Where to.</param>
    /// <param name="parcels">What to send.</param>
    /// <param name="reachedAt">After how many 202 <see cref="Reached"/> is done.</param>
    public Senders(Uri url, IEnumerable<Parcel> parcels, int reachedAt)
    {
        _client = new HttpClient { BaseAddress = url };
        _waiting = new ConcurrentQueue<Parcel>(parcels);
        _reachedAt = reachedAt;
    }

    public Task Reached => _reached.Task;

    /// <summary>The alerts of every payload that was answered 202 so far.</summary>
    public IReadOnlyCollection<string> Acknowledged => [.. _taken.SelectMany(parcel => parcel.Fingerprints)];

    /// <summary>Everything that was answered neither 202 nor, when refused, 503.</summary>
    public ConcurrentBag<string> Odd { get; } = [];

    public void Add(Parcel parcel) => _waiting.Enqueue(parcel);

    public Task SendUntilTakenAsync() => RunAsync(async parcel =>
    {
        while (!await TryAsync(parcel))
        {
            await Task.Delay(Pause);
        }
    });

    public Task SendOnceAsync() => RunAsync(TryAsync);

    private Task RunAsync(Func<Parcel, Task> send) => Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
    {
        while (_waiting.TryDequeue(out var parcel))
        {
            await send(parcel);
        }
    }));

    private async Task<bool> TryAsync(Parcel parcel)
    {
        try
        {
            using var body = new StringContent(parcel.Payload, Encoding.UTF8, "application/json");
            using var answer = await _client.PostAsync("/webhook/alertmanager", body);
            if (answer.StatusCode is not HttpStatusCode.Accepted)
            {
                if (answer.StatusCode is not HttpStatusCode.ServiceUnavailable)
                {
                    Odd.Add($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
                }

                return false;
            }
        }
        catch (HttpRequestException)
        {
            return false;
        }

        _taken.Add(parcel);
        if (Interlocked.Increment(ref _acknowledged) == _reachedAt)
        {
            _reached.SetResult();
        }

        return true;
    }

    public void Dispose() => _client.Dispose();
}

/// <summary>One payload and the fingerprints of its alerts.</summary>
internal sealed record Parcel(string Payload, IReadOnlyList<string> Fingerprints)
{
    /// <summary>So many alerts of each of so many services, each payload of one service, the services in turn.</summary>
    public static IReadOnlyList<Parcel> Of(int services, int alertsEach, int alertsPerPayload) =>
    [
        .. from first in Enumerable.Range(0, alertsEach / alertsPerPayload)
           from service in Enumerable.Range(1, services).Select(number => $"service-{number}")
           let names = Enumerable.Range(first * alertsPerPayload, alertsPerPayload).Select(number => $"Alert{number}").ToList()
           select new Parcel(Payloads.Group(service, names.Select(name => new MadeAlert(name))), [.. names.Select(name => $"{service}/{name}")]),
    ];
}
