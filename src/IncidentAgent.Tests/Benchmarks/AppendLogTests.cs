using System.Text;
using Benchmarks.Subjects;
using IncidentAgent.Tests.Support;

namespace IncidentAgent.Tests.Benchmarks;

public sealed class AppendLogTests
{
    [Fact]
    public async Task Everything_is_in_the_file_when_it_was_said_to_be()
    {
        using var folder = new TemporaryDirectory();
        using var log = new AppendLog(folder.Path);

        await Task.WhenAll(Enumerable.Range(0, 1000).Select(number => log.AppendAsync(Encoding.ASCII.GetBytes($"{number:D4};"))));

        var written = await ReadAsync(Path.Combine(folder.Path, "append-0.log"));
        written.Should().HaveCount(1000).And.OnlyHaveUniqueItems();
        log.Flushes.Should().BeInRange(1, 999, "what waits for the disk shares its next flush");
    }

    private static async Task<string[]> ReadAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return (await reader.ReadToEndAsync()).Split(';', StringSplitOptions.RemoveEmptyEntries);
    }
}
