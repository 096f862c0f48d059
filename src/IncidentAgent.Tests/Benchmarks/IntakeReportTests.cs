using Benchmarks.Intake;
using Benchmarks.Load;
using Benchmarks.Reporting;
using Benchmarks.Subjects;

namespace IncidentAgent.Tests.Benchmarks;

public sealed class IntakeReportTests
{
    private static readonly Machine Machine = new("A processor", 2, 24L << 30, "Linux", ".NET 10.0.12", "ext4", new DateOnly(2026, 11, 23));
    private static readonly IntakeOptions Options = new() { Rounds = 3, Subjects = [KnownSubjects.Empty, KnownSubjects.Append, KnownSubjects.Agent] };

    [Fact]
    public void Ratios_are_those_of_the_same_round()
    {
        var report = Write(
            (KnownSubjects.Empty, "empty", [Round(100), Round(200), Round(400)]),
            (KnownSubjects.Append, "append", [Round(50), Round(50), Round(100)]),
            (KnownSubjects.Agent, "agent", [Round(10), Round(40), Round(40)]),
            (KnownSubjects.Empty, "empty again", [Round(110), Round(200), Round(360)]));

        Cells(report, "agent").Should().Equal("usual", "agent", "40 (10–40)", "1 ms", "5 ms", "0.10 (0.10–0.20)", "0.40 (0.20–0.80)", "20 µs", "2 KiB", "0.1", "64 MiB", "0");
        report.Should().Contain("Noise, usual: the empty answer is 1.00 (0.90–1.10) of itself.");
    }

    [Fact]
    public void A_row_with_errors_says_so_and_refused_requests_are_not_in_its_rate()
    {
        var report = Write((KnownSubjects.Agent, "agent", [Round(100, refused: 30), Round(100), Round(100)]), (KnownSubjects.Append, "append", [Round(100), Round(100), Round(100)]));

        Cells(report, "agent (FAILED)").Should().Contain(["100 (70–100)", "1.00 (0.70–1.00)", "30 of 300"]);
    }

    [Fact]
    public void What_nobody_counts_is_a_dash()
    {
        var report = Write((KnownSubjects.Agent, "agent", [Round(1) with { AllocatedBytes = null, Flushes = null }]));

        Cells(report, "agent").Should().Equal("usual", "agent", "1 (1–1)", "1 ms", "5 ms", "-", "-", "20 µs", "-", "-", "64 MiB", "0");
    }

    [Fact]
    public void It_says_on_what_it_was_measured_and_when_there_is_no_disk()
    {
        Write((KnownSubjects.Agent, "agent", [Round(1)])).Should().StartWith("2026-11-23, A processor, 2 cores, 24 GiB, Linux, .NET 10.0.12, ext4; load from wrk").And.NotContain("no disk");
        IntakeReport.Write([], Options, Machine with { Disk = "tmpfs" }, "wrk").Should().Contain("There is no disk under the scratch folder");
    }

    private static string Write(params (Subject Subject, string Name, Round[] Rounds)[] turns)
    {
        Contestant[] contestants = [.. turns.Select(turn => new Contestant(turn.Name, turn.Subject, new LoadShape(1, 64, 64)))];
        var result = new HeatResult(new Heat("usual", contestants), [.. contestants.Zip(turns, (contestant, turn) => new Turns(contestant, turn.Rounds))]);
        return IntakeReport.Write([result], Options, Machine, "wrk");
    }

    private static Round Round(int perSecond, int refused = 0) =>
        new(new LoadResult(perSecond, 1, 0.001, 0.005, 0.01, refused, Broken: 0), 20e-6, 2048, 0.1, 64 << 20);

    private static string[] Cells(string report, string subject) => [.. report.Split('\n')
        .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)).Single(cells => cells.Length > 1 && cells[1] == subject)];
}
