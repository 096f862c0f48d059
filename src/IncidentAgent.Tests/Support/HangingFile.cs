using System.Diagnostics;

namespace IncidentAgent.Tests.Support;

/// <summary>
/// A pipe where a file is going to be made: whoever opens it to write waits, as for a disk that hangs. Let go of, it lets that writer go on, who then
/// finds that nobody reads what is written; the next file in its place is one.
/// </summary>
internal sealed class HangingFile : IDisposable
{
    private readonly string _path;

    private HangingFile(string path) => _path = path;

    public static async Task<HangingFile> MakeAsync(string path)
    {
        using var make = Process.Start("mkfifo", path);
        await make.WaitForExitAsync();
        if (make.ExitCode != 0)
        {
            throw new IOException($"No pipe could be made at '{path}'.");
        }

        return new HangingFile(path);
    }

    public void Dispose()
    {
        // To read and write, because to read alone would wait for a writer.
        using var reader = File.OpenHandle(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        File.Delete(_path);
    }
}
