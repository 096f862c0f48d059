using System.CommandLine;
using System.Text;
using System.Text.Json;
using IncidentAgent.Tests.ServiceLevels.History;
using IncidentAgent.Tests.Support;
using LivingDocs.Commands;
using ServiceLevels.History;
using ServiceLevels.Objectives;

namespace IncidentAgent.Tests.LivingDocs.Commands;

public sealed class MergeCommandTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Messages_and_histories_of_machines_become_one_run()
    {
        ObjectiveRecord first = Rate("a", 0.1), repeated = Rate("a", 0), second = Rate("b", 0.2);
        var messages = File("messages.ndjson", Attachment(first), """{"testRunFinished":{}}""", Attachment(repeated), Attachment(second)[..^9]);
        var history = File("history.jsonl", second.ToJson());

        var (code, output, error) = await Merge(messages, history);

        (code, error).Should().Be((0, "2 records of 2 files became 1.\n"));
        var merged = ObjectiveRecord.FromJson(output);
        (merged.Measured, merged.Samples).Should().Be((0.1, 2000));
    }

    [Fact]
    public async Task They_are_added_to_a_history()
    {
        var into = Path.Combine(_folder.Path, "all.jsonl");

        var (code, output, _) = await Merge(File("a.jsonl", Rate("a", 0).ToJson()), File("b.jsonl", Rate("b", 0.2).ToJson()), "--history", into);

        (code, output).Should().Be((0, ""));
        HistoryFile.Read(into).Records.Should().ContainSingle().Which.Run.Machine.Class.Should().Be("a + b");
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_said()
    {
        var (code, _, error) = await Merge("nowhere.jsonl");

        (code, error).Should().Be((1, "There is no file nowhere.jsonl.\n"));
    }

    private static ObjectiveRecord Rate(string machine, double share) => Runs.Found(
        1, share, Runs.P95 with { Measure = "error rate" }, machine, target: "= 0 %", threshold: "< 1 %");

    private static string Attachment(ObjectiveRecord record) => JsonSerializer.Serialize(new
    {
        attachment = new
        {
            body = Convert.ToBase64String(Encoding.UTF8.GetBytes(record.ToJson())),
            contentEncoding = "BASE64",
            fileName = "intake.slo.json",
            mediaType = "application/json",
        },
    });

    private string File(string name, params string[] lines)
    {
        var file = Path.Combine(_folder.Path, name);
        System.IO.File.WriteAllLines(file, lines);
        return file;
    }

    private static async Task<(int Code, string Output, string Error)> Merge(params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        var code = await MergeCommand.Create().Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return (code, $"{output}", $"{error}");
    }
}
