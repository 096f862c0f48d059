using System.Diagnostics;
using System.Security.Cryptography;

namespace IncidentAgent.Specs.Support;

/// <summary>
/// The same small piece of work every time: hashing 2 MiB, allocating 2 MiB, and bringing 4 KiB to the disk. How long it takes says how quick the machine is
/// just now at what a service does, whatever the service itself has become.
/// </summary>
internal static class CalibrationWork
{
    private const int Pieces = 2048;
    private const int PieceBytes = 1024;
    private const int PageBytes = 4096;

    private static readonly byte[] ToHash = new byte[Pieces * PieceBytes];

    /// <param name="directory">The page is appended to a file in it: that of the service's data, so that both wait for the same disk.</param>
    /// <returns>How long it took.</returns>
    public static TimeSpan Do(string directory)
    {
        var began = Stopwatch.GetTimestamp();
        SHA256.HashData(ToHash);
        Allocate();
        AppendPage(Path.Combine(directory, "calibration"));
        return Stopwatch.GetElapsedTime(began);
    }

    private static void Allocate()
    {
        var held = new byte[Pieces][];
        for (var piece = 0; piece < Pieces; piece++)
        {
            held[piece] = new byte[PieceBytes];
        }

        GC.KeepAlive(held);
    }

    private static void AppendPage(string path)
    {
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        file.Write(ToHash, 0, PageBytes);
        file.Flush(flushToDisk: true);
    }
}
