using System.Diagnostics;

namespace Benchmarks.Growth;

/// <summary>A folder's files, looked at as bytes only.</summary>
internal static class FolderBytes
{
    private const int BufferBytes = 1 << 20;

    public static long Count(string folder) => Files(folder).Sum(file => file.Length);

    /// <summary>Reads every file once from its beginning to its end, and says how long that took.</summary>
    public static double SecondsToRead(string folder)
    {
        var buffer = new byte[BufferBytes];
        var began = Stopwatch.GetTimestamp();
        foreach (var file in Files(folder))
        {
            using var handle = File.OpenHandle(file.FullName, options: FileOptions.SequentialScan);
            for (long at = 0, read = 1; read > 0; at += read)
            {
                read = RandomAccess.Read(handle, buffer, at);
            }
        }

        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>Copies the files of a folder that hold something into one that has none, to the disk: whoever works on them flushes only what is new.</summary>
    public static void Copy(string folder, string into)
    {
        foreach (var file in Files(folder))
        {
            var copy = Path.Combine(into, Path.GetRelativePath(folder, file.FullName));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            file.CopyTo(copy);
            using var handle = File.OpenHandle(copy, access: FileAccess.ReadWrite);
            RandomAccess.FlushToDisk(handle);
        }
    }

    /// <summary>As after a start of the machine: see <see cref="PageCache"/>.</summary>
    public static void Forget(string folder)
    {
        foreach (var file in Files(folder))
        {
            PageCache.Forget(file.FullName);
        }
    }

    private static IEnumerable<FileInfo> Files(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.Length > 0);
}
