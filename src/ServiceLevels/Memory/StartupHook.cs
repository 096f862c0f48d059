using System.Globalization;

/// <summary>
/// What .NET runs in a child process before its own Main, when <c>DOTNET_STARTUP_HOOKS</c> names this assembly: it asks for a class of this name without
/// a namespace. Answers on the console how much memory is retained after a full collection; nothing outside of a process can tell.
/// </summary>
internal static class StartupHook
{
    public const string Collect = "collect";
    public const string Retained = "retained ";

    public static void Initialize() => new Thread(Answer) { IsBackground = true, Name = "Retained memory" }.Start();

    private static void Answer()
    {
        // Opened before the program can redirect its console.
        using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        using var input = new StreamReader(Console.OpenStandardInput());
        while (input.ReadLine() is { } asked)
        {
            if (asked == Collect)
            {
                output.WriteLine(Retained + Measure().ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    private static long Measure()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
