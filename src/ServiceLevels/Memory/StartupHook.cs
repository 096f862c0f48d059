using System.Globalization;

/// <summary>
/// What .NET runs in a child process before its own Main, when <c>DOTNET_STARTUP_HOOKS</c> names this assembly: it asks for a class of this name without
/// a namespace. Answers on the console how much memory is retained after a full collection, and how much was allocated so far; nothing outside of a
/// process can tell.
/// </summary>
internal static class StartupHook
{
    public const string Retained = "retained";
    public const string Allocated = "allocated";

    public static void Initialize() => new Thread(Answer) { IsBackground = true, Name = "Managed memory" }.Start();

    private static void Answer()
    {
        // Opened before the program can redirect its console.
        using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        using var input = new StreamReader(Console.OpenStandardInput());
        while (input.ReadLine() is { } asked)
        {
            long? bytes = asked switch
            {
                Retained => RetainedNow(),
                Allocated => GC.GetTotalAllocatedBytes(precise: true),
                _ => null,
            };
            if (bytes is { } answer)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{asked} {answer}"));
            }
        }
    }

    private static long RetainedNow()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
