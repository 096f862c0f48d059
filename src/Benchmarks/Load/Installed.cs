namespace Benchmarks.Load;

/// <summary>Programs of others.</summary>
internal static class Installed
{
    /// <summary>Where on the path it is; <see langword="null"/> when it is not.</summary>
    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);
}
