using System.Runtime.InteropServices;

namespace IncidentAgent.Storage;

/// <summary>Makes the names in a folder durable: without it a power cut may lose a file whose contents had been flushed.</summary>
internal static class DirectoryFlush
{
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Flush(string folder)
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

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int handle);
}
