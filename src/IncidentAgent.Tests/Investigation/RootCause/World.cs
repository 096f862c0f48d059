using IncidentAgent.Investigation;
using IncidentAgent.Investigation.RootCause;

namespace IncidentAgent.Tests.Investigation.RootCause;

/// <summary>
/// Services that call each other, measured once a minute for three quarters of an hour; one of them may break after half an hour. What breaks a
/// callee reaches its callers as it does in life: a caller waits for its callees, and fails when they do.
/// </summary>
internal sealed record World
{
    public const int Onset = 35;
    public const int Bins = 45;

    public static readonly DateTimeOffset Start = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    public required string Name { get; init; }

    public required IReadOnlyList<Call> Calls { get; init; }

    /// <summary>The services of the alert.</summary>
    public IReadOnlyList<string> Entries { get; init; } = ["web"];

    /// <summary>Services nothing is measured of.</summary>
    public IReadOnlyList<string> Unmeasured { get; init; } = [];

    /// <summary>The services that break; empty when nothing does.</summary>
    public IReadOnlyList<string> Broken { get; init; } = [];

    public Signal Signal { get; init; } = Signal.Latency;

    /// <summary>The share of requests in which a service other than the first calls each of its callees; in a circle well below 1.</summary>
    public double Calling { get; init; } = 0.9;

    /// <summary>How many times a failed call is tried again.</summary>
    public int Retries { get; init; }

    public int Seed { get; init; }

    public IReadOnlyList<ChangeEvent> Changes { get; init; } = [];

    public IEnumerable<string> Services => Calls.SelectMany(call => new[] { call.Caller, call.Callee }).Concat(Entries).Distinct().Order(StringComparer.Ordinal);

    public static DateTimeOffset At(double bin) => Start.AddMinutes(bin);

    public CaseFile File()
    {
        var measured = Services.Where(service => !Unmeasured.Contains(service)).ToList();
        return new CaseFile
        {
            Alerting = Entries,
            AlertedAt = At(Onset + 3),
            Evidence =
            [
                Found("jaeger-1", new Facts { Calls = Calls }),
                Found("github-1", new Facts { Changes = Changes }),
                .. Series(measured).Select((facts, index) => Found($"prometheus-{index + 1}", facts)),
            ],
        };
    }

    public static Evidence Found(string id, Facts facts) => new()
    {
        Id = id,
        Source = id.Split('-')[0],
        Title = id,
        Query = "q",
        From = Start,
        To = At(Bins),
        Value = "v",
        Facts = facts,
    };

    private IEnumerable<Facts> Series(List<string> measured)
    {
        var noise = measured.ToDictionary(service => service, service => new Random((1000 * Seed) + measured.IndexOf(service)));
        var bins = Enumerable.Range(0, Bins).Select(State).ToList();
        foreach (var (signal, of) in new (Signal, Func<Bin, double>)[] { (Signal.Latency, bin => bin.Latency), (Signal.Availability, bin => bin.Availability), (Signal.Requests, bin => bin.Requests) })
        {
            yield return new Facts
            {
                Series = [.. measured.Select(service => new SignalSeries(service, signal, null,
                    [.. bins.Select((bin, index) => new SignalPoint(At(index), Noisy(of(bin[service]), signal, noise[service])))]))],
            };
        }
    }

    private static double Noisy(double value, Signal signal, Random random) => signal == Signal.Availability
        ? Math.Clamp(value - (random.NextDouble() * 0.0005), 0, 1)
        : value * (1 + (0.06 * (random.NextDouble() - 0.5)));

    private Dictionary<string, Bin> State(int bin)
    {
        var isBad = bin >= Onset;
        var state = Services.ToDictionary(service => service, service => new Bin(0.02, 1, 0));
        foreach (var service in isBad ? Broken : [])
        {
            state[service] = Signal == Signal.Latency ? state[service] with { Own = 0.35 } : state[service] with { OwnAvailability = 0.8 };
        }

        // Services that call each other in a circle: some rounds, each smaller than the one before.
        for (var round = 0; round < 12; round++)
        {
            foreach (var service in Services)
            {
                var callees = Calls.Where(call => call.Caller == service).Select(call => state[call.Callee]).ToList();
                state[service] = state[service] with
                {
                    Latency = state[service].Own + callees.Sum(callee => Share(service) * callee.Latency * Tries(callee)),
                    Availability = state[service].OwnAvailability * callees.Aggregate(1.0, (all, callee) => all * (1 - (Share(service) * (1 - Answered(callee))))),
                };
            }
        }

        for (var round = 0; round < 12; round++)
        {
            foreach (var service in Services)
            {
                var callers = Calls.Where(call => call.Callee == service).Sum(call => Share(call.Caller) * state[call.Caller].Requests * Tries(state[service]));
                state[service] = state[service] with { Requests = (Entries.Contains(service) ? 600 : 0) + callers };
            }
        }

        return state;
    }

    private double Share(string caller) => caller == "web" ? 0.9 : Calling;

    private double Tries(Bin callee) => 1 + (Retries * (1 - callee.Availability));

    private double Answered(Bin callee) => 1 - Math.Pow(1 - callee.Availability, 1 + Retries);

    private readonly record struct Bin(double Own, double OwnAvailability, double Requests)
    {
        public double Latency { get; init; } = Own;

        public double Availability { get; init; } = OwnAvailability;
    }
}
