using System.Text.Json;
using System.Text.Json.Serialization;

namespace Benchmarks.Reporting;

/// <summary>Where a benchmark writes what it found: a table for people, and every round for whoever wants to look closer.</summary>
internal sealed class ReportFiles
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly DirectoryInfo? _folder;

    /// <summary>Makes the folder, so that one that cannot be made is known before anything is measured.</summary>
    /// <param name="folder"><see langword="null"/> to write no files.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    public ReportFiles(string? folder) => _folder = folder is null ? null : Directory.CreateDirectory(folder);

    public void Write(string name, string markdown, object figures)
    {
        if (_folder is not null)
        {
            File.WriteAllText(Path.Combine(_folder.FullName, $"{name}.md"), markdown);
            File.WriteAllText(Path.Combine(_folder.FullName, $"{name}.json"), JsonSerializer.Serialize(figures, Json));
        }
    }
}
