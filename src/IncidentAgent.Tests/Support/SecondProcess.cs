using ServiceLevels;

namespace IncidentAgent.Tests.Support;

/// <summary>The test assembly as a program of its own: it holds the machine, alone or shared, until it is killed or its input ends.</summary>
internal static class SecondProcess
{
    public const string Held = "held";

    public static async Task Main(string[] arguments)
    {
        using var machine = arguments is ["alone"] ? await QuietMachine.AloneAsync() : await QuietMachine.SharedAsync();
        Console.WriteLine(Held);
        await Console.In.ReadLineAsync();
    }
}
