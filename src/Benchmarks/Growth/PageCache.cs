using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Benchmarks.Growth;

/// <summary>What the system keeps of files in memory, on Linux.</summary>
internal static partial class PageCache
{
    private const int DoNotNeed = 4;

    /// <summary>Whether the system can be told to forget the files of a folder: one that lies in memory itself has nowhere else to read them from.</summary>
    public static bool CanForget(string folder) => OperatingSystem.IsLinux() && new DriveInfo(folder).DriveFormat is not ("tmpfs" or "ramfs");

    /// <summary>Makes it forget a file, as if the machine had just been started: who reads it next waits for the disk.</summary>
    /// <exception cref="BenchmarkFailedException">It refuses to.</exception>
    public static void Forget(string file)
    {
        using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

        // It keeps what is not on the disk yet.
        RandomAccess.FlushToDisk(handle);
        if (Advise(handle, 0, 0, DoNotNeed) != 0)
        {
            throw new BenchmarkFailedException($"The system does not forget {file}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int Advise(SafeFileHandle file, nint offset, nint length, int advice);
}
