using System.CommandLine;

namespace Benchmarks;

/// <summary>A folder of this run's own, removed at its end.</summary>
internal sealed class Scratch : IDisposable
{
    /// <param name="parent">Where it is made.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    public Scratch(string parent) => Directory = System.IO.Directory.CreateDirectory(
        Path.Combine(Path.GetFullPath(parent), $"incident-agent-benchmark-{Guid.NewGuid():N}")).FullName;

    public string Directory { get; }

    public static Option<string> Option() => new("--scratch")
    {
        Description = "Where the subjects write; it should be on a disk. [default: the system's temporary folder]",
        HelpName = "DIR",
        DefaultValueFactory = _ => Path.GetTempPath(),
    };

    /// <summary>A new folder inside it.</summary>
    public string New() => System.IO.Directory.CreateDirectory(Path.Combine(Directory, Guid.NewGuid().ToString("N"))).FullName;

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}
