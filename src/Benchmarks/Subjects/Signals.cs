using System.Runtime.InteropServices;

namespace Benchmarks.Subjects;

/// <summary>Stops a process and lets it go on, where the system can: on Linux. Elsewhere nothing happens.</summary>
internal static partial class Signals
{
    public const int Continue = 18;
    public const int Stop = 19;

    public static void Send(int process, int signal)
    {
        if (OperatingSystem.IsLinux())
        {
            _ = Kill(process, signal);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
