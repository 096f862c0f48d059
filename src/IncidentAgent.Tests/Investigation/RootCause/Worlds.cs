using IncidentAgent.Investigation;

namespace IncidentAgent.Tests.Investigation.RootCause;

/// <summary>Every way in which every world breaks.</summary>
internal static class Worlds
{
    private static readonly World[] Topologies =
    [
        Of("chain", "web>orders orders>payments payments>ledger"),
        Of("fan-out", "web>a web>b web>c web>d"),
        Of("fan-in", "web>orders web>search orders>catalog search>catalog catalog>store"),
        Of("tree", "web>left web>right left>left1 left>left2 right>right1 right>right2 left1>deep"),
        Of("shared store", "web>orders web>users app>users app>search orders>store users>store search>store") with { Entries = ["web", "app"] },
        Of("circle", "web>a a>b b>c c>a b>store") with { Calling = 0.4 },
        Of("call back", "web>orders orders>web orders>store") with { Calling = 0.4 },
        Of("retry storm", "web>orders orders>payments payments>bank") with { Retries = 3 },
        Of("missing node", "web>proxy proxy>orders orders>store web>users") with { Unmeasured = ["proxy"] },
        Of("disconnected", "web>orders orders>store batch>reports reports>archive"),
        Of("triangle", "web>orders web>store orders>store"),
    ];

    /// <summary>Each service that an alert can come from breaks in each way; the true cause beside it. More than sixty.</summary>
    public static IEnumerable<(World World, string Cause)> Broken() =>
        from world in Topologies
        from cause in world.Services
        where !world.Entries.Contains(cause) && !world.Unmeasured.Contains(cause) && Reaches(world, cause)
        from signal in new[] { Signal.Latency, Signal.Availability }
        where !(signal == Signal.Availability && world.Retries > 0 && cause == "orders")
        select (world with { Broken = [cause], Signal = signal, Seed = cause.Length + (int)signal + world.Name.Length }, cause);

    public static IEnumerable<World> Quiet() => from world in Topologies from seed in Enumerable.Range(0, 20) select world with { Seed = seed };

    public static World Of(string name, string calls) =>
        new() { Name = name, Calls = [.. calls.Split(' ').Select(call => call.Split('>')).Select(call => new Call(call[0], call[1]))] };

    private static bool Reaches(World world, string cause)
    {
        var reached = world.Entries.ToHashSet();
        while (world.Calls.Where(call => reached.Contains(call.Caller)).Count(call => reached.Add(call.Callee)) > 0)
        {
        }

        return reached.Contains(cause);
    }
}
