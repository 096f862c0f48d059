using System.Globalization;

/// <summary>
/// What .NET runs in a child process before the service's own Main (DOTNET_STARTUP_HOOKS asks for a class of this name without a namespace): answers
/// on the console how much memory is retained after a full collection. The service closes its incidents, not its process, so nothing else can tell.
/// </summary>
internal static class StartupHook
{
    public const string Collect = "collect";
    public const string Retained = "retained ";

    public static void Initialize() => new Thread(Answer) { IsBackground = true, Name = "memory" }.Start();

    private static void Answer()
    {
        // Kept from the start: what else the service does with its console does not matter here.
        var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        var input = new StreamReader(Console.OpenStandardInput());
        while (input.ReadLine() is { } asked)
        {
            if (asked == Collect)
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                GC.WaitForPendingFinalizers();
                output.WriteLine(Retained + GC.GetTotalMemory(forceFullCollection: true).ToString(CultureInfo.InvariantCulture));
            }
        }
    }
}
