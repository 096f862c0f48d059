namespace Benchmarks;

/// <summary>Where this program was built from.</summary>
internal static class SourceTree
{
    private const string Solution = "IncidentAgent.sln";

    /// <exception cref="BenchmarkFailedException">It is not there any longer.</exception>
    public static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Solution)))
            {
                return folder.FullName;
            }
        }

        throw new BenchmarkFailedException($"There is no {Solution} above {AppContext.BaseDirectory}.");
    }
}
