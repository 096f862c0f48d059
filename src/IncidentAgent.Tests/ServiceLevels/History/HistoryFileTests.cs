using IncidentAgent.Tests.Support;
using ServiceLevels.History;
using ServiceLevels.Objectives;

namespace IncidentAgent.Tests.ServiceLevels.History;

public sealed class HistoryFileTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    private string File => Path.Combine(_folder.Path, "living-docs", "history.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Before_the_first_run_there_is_no_history()
    {
        var history = HistoryFile.Read(File);

        history.Records.Should().BeEmpty();
        history.LeftOut.Should().Be(new LeftOut(0, 0));
    }

    [Fact]
    public void What_was_appended_is_read_in_the_order_of_the_runs()
    {
        HistoryFile.Append(File, [Runs.Found(2, 0.2), Runs.Found(2, 40, Runs.Throughput, threshold: "> 20 alerts/s", target: "> 40 alerts/s")]);
        HistoryFile.Append(File, [Runs.Found(1, 0.1)]);

        HistoryFile.Read(File).Records.Select(record => record.Measured).Should().Equal(0.1, 0.2, 40);
    }

    [Fact]
    public void A_line_that_a_crash_tore_is_left_out_and_the_next_run_starts_a_line_of_its_own()
    {
        HistoryFile.Append(File, [Runs.Found(1, 0.1), Runs.Found(2, 0.2)]);
        Cut(20);

        HistoryFile.Append(File, [Runs.Found(3, 0.3)]);

        var history = HistoryFile.Read(File);
        history.Records.Select(record => record.Measured).Should().Equal(0.1, 0.3);
        history.LeftOut.ToString().Should().Be("1 line is unreadable");
    }

    [Fact]
    public void Wherever_the_file_was_cut_its_whole_lines_are_read()
    {
        HistoryFile.Append(File, [Runs.Found(1, 0.1), Runs.Found(2, 0.2)]);
        var whole = System.IO.File.ReadAllBytes(File);

        for (var length = 0; length < whole.Length; length += 7)
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);

            // A line is whole without its line break, too.
            var lines = Enumerable.Range(0, whole.Length).Where(i => whole[i] == '\n').Count(end => end <= length);
            HistoryFile.Read(File).Records.Should().HaveCount(lines, "the file was cut after {0} bytes", length);
        }
    }

    [Fact]
    public void A_whole_last_line_without_its_line_break_counts_and_stays()
    {
        HistoryFile.Append(File, [Runs.Found(1, 0.1)]);
        Cut(1);

        HistoryFile.Append(File, [Runs.Found(2, 0.2)]);

        HistoryFile.Read(File).Records.Select(record => record.Measured).Should().Equal(0.1, 0.2);
    }

    [Fact]
    public void A_later_format_is_left_out_said_and_kept_for_those_who_can_read_it()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, $$"""

            {"format":2,"all":"different"}
            {{(Runs.Found(1, 0.1) with { Format = 2 }).ToJson()}}

            null
            """);

        HistoryFile.Append(File, [.. Enumerable.Range(0, HistoryFile.MostRuns + 1).Select(day => Runs.Found(day, 0.1))]);

        var history = HistoryFile.Read(File);
        history.Records.Should().HaveCount(HistoryFile.MostRuns);
        history.LeftOut.Should().Be(new LeftOut(Unreadable: 0, Later: 2));
        history.LeftOut.ToString().Should().Be("2 lines are of a later format");
    }

    [Fact]
    public void An_objective_recorded_twice_by_one_run_counts_once_with_what_was_said_last()
    {
        HistoryFile.Append(File, [Runs.Found(1, 0.1)]);
        HistoryFile.Append(File, [Runs.Found(1, 0.3)]);

        HistoryFile.Read(File).Records.Select(record => record.Measured).Should().Equal(0.3);
    }

    [Fact]
    public void Only_the_newest_400_runs_are_kept()
    {
        HistoryFile.Append(File, [.. Enumerable.Range(0, 400).SelectMany(day => Twice(day))]);
        HistoryFile.Read(File).Records.Should().HaveCount(800);

        HistoryFile.Append(File, [.. Twice(400)]);

        var records = HistoryFile.Read(File).Records;
        records.Should().HaveCount(800);
        records.Select(record => record.Run.Id).Should().Contain("run-400").And.Contain("run-1").And.NotContain("run-0");
        Directory.GetFiles(Path.GetDirectoryName(File)!).Should().Equal(File);
    }

    [Fact]
    public void Only_runs_on_machines_of_one_class_are_compared()
    {
        var history = new RunHistory(
            [Runs.Found(1, 0.1), Runs.Found(2, 0.2, machine: "64 cores"), Runs.Found(3, 0.3), Runs.Found(3, 9, Example("50"))], new LeftOut(0, 0));

        history.Of(Runs.P95, "2 cores").Select(record => record.Measured).Should().Equal(0.1, 0.3);
        history.MachineClasses(Runs.P95).Should().Equal("2 cores", "64 cores");
    }

    [Fact]
    public void An_objective_is_the_same_whatever_the_order_of_its_example()
    {
        var (one, other) = (new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" }, new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" });
        var history = new RunHistory([Runs.Found(1, 0.1, Runs.P95 with { Example = one })], new LeftOut(0, 0));

        history.Of(Runs.P95 with { Example = other }, "2 cores").Should().ContainSingle();
        history.Of(Runs.P95, "2 cores").Should().BeEmpty();
    }

    private static ObjectiveKey Example(string alerts) => Runs.P95 with { Example = new Dictionary<string, string> { ["alerts"] = alerts } };

    private static IEnumerable<ObjectiveRecord> Twice(int day) =>
        [Runs.Found(day, 0.1), Runs.Found(day, 40, Runs.Throughput, threshold: "> 20 alerts/s", target: "> 40 alerts/s")];

    private void Cut(int bytes)
    {
        using var file = new FileStream(File, FileMode.Open);
        file.SetLength(file.Length - bytes);
    }
}
