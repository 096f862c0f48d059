using IncidentAgent.Tests.Support;
using LivingDocs;
using ServiceLevels.History;

namespace IncidentAgent.Tests.LivingDocs;

public sealed class LivingDocumentTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Messages => In("messages.ndjson");

    private string In(string name) => Path.Combine(_folder.Path, name);

    [Fact]
    public async Task The_end_of_a_run_adds_to_the_history_and_writes_the_page()
    {
        await File.WriteAllLinesAsync(Messages, await SampleSuite.MessagesAsync());
        HistoryFile.Append(In("history.jsonl"), [.. SampleHistory.All.Where(record => record.Run.Id == "run-1")]);

        LivingDocument.End(Messages).Should().Be(In("index.html"));

        HistoryFile.Read(In("history.jsonl")).Records.Select(record => record.Run.Id).Distinct().Should().Equal("run-1", SampleHistory.Latest.Id);
        (await File.ReadAllTextAsync(In("index.html"))).Should().Contain("over 2 runs").And.NotContain("did not finish", "who says that it is over knows");
        Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Should().BeEquivalentTo("messages.ndjson", "history.jsonl", "index.html");
    }

    [Fact]
    public async Task A_run_without_objectives_leaves_the_history_alone()
    {
        await File.WriteAllLinesAsync(Messages, await SampleSuite.RunAsync(("features/Slack.feature", SampleSuite.Slack)));

        LivingDocument.End(Messages);

        File.Exists(In("history.jsonl")).Should().BeFalse();
    }

    [Fact]
    public async Task Scenarios_that_have_ended_are_counted_while_the_file_is_written_to()
    {
        await using var writer = new StreamWriter(new FileStream(Messages, FileMode.Create, FileAccess.Write, FileShare.Read)) { AutoFlush = true };
        var lines = await SampleSuite.MessagesAsync();

        await writer.WriteAsync(string.Join('\n', lines));

        LivingDocument.FinishedScenarios(Messages).Should().Be(11, "the last line is torn");
    }

    [Fact]
    public void Without_any_file_the_page_says_that_nothing_was_run()
    {
        LivingDocument.Render(Messages, In("history.jsonl"), In("founding.json"), In("deep/index.html"));

        File.ReadAllText(In("deep/index.html")).Should().Contain("<h1>Nothing was run.</h1>");
    }

    [Fact]
    public async Task What_could_not_be_read_is_said_on_the_page()
    {
        await File.WriteAllLinesAsync(Messages, ["no message", .. await SampleSuite.MessagesAsync()]);
        await File.WriteAllTextAsync(In("history.jsonl"), "torn\n");

        LivingDocument.Render(Messages, In("history.jsonl"), In("founding.json"), In("index.html"));

        File.ReadAllText(In("index.html")).Should().Contain("1 line of the messages could not be read.").And.Contain("Of the history, 1 line is unreadable.");
    }
}
