using IncidentAgent.Tests.Support;
using LivingDocs;
using ServiceLevels.History;

namespace IncidentAgent.Tests.LivingDocs;

public sealed class LivingDocumentTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    private string In(string name) => Path.Combine(_folder.Path, name);

    [Fact]
    public async Task The_end_of_a_run_adds_to_the_history_and_writes_the_page()
    {
        await File.WriteAllLinesAsync(In("messages.ndjson"), await SampleSuite.MessagesAsync());
        HistoryFile.Append(In("history.jsonl"), SampleHistory.All);

        var page = LivingDocument.End(In("messages.ndjson"));

        if (Environment.GetEnvironmentVariable("KEEP") is { } keep)
        {
            foreach (var f in Directory.GetFiles(_folder.Path)) { File.Copy(f, Path.Combine(keep, Path.GetFileName(f)), true); }
        }

        page.Should().Be(In("index.html"));
    }
}
