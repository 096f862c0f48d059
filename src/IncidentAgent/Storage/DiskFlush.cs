using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace IncidentAgent.Storage;

/// <summary>Makes what was written durable. When it has returned, a power cut loses none of it.</summary>
internal static class DiskFlush
{
    private const int Interrupted = 4;

    /// <summary>Flushes a file's contents.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void File(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(file);
            return;
        }

        // .NET's own call takes a refusal for success where the file system is read-only (EROFS, which it becomes after an error of the disk) or cannot flush.
        while (Sync(file) != 0)
        {
            if (Marshal.GetLastPInvokeError() is not Interrupted and var error)
            {
                throw new IOException($"What was written cannot be flushed to the disk: {Marshal.GetPInvokeErrorMessage(error)}.");
            }
        }
    }

    /// <summary>Flushes the names in a folder: without it a power cut may lose a file whose contents had been flushed.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Folder(string folder)
    {
        // Windows keeps names in its own journal and has no such call.
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var handle = Open(folder, 0);
        if (handle < 0)
        {
            throw new IOException($"The folder '{folder}' cannot be opened to be flushed: error {Marshal.GetLastPInvokeError()}.");
        }

        var flushed = Sync(handle) == 0;
        var error = Marshal.GetLastPInvokeError();
        _ = Close(handle);
        if (!flushed)
        {
            throw new IOException($"The folder '{folder}' cannot be flushed: error {error}.");
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Sync(int handle);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Sync(SafeFileHandle file);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int handle);
}
