using System.CommandLine;
using System.Text;
using System.Text.Json;
using IncidentAgent.Tests.Support;
using LivingDocs.Commands;
using ServiceLevels.Objectives;

namespace IncidentAgent.Tests.LivingDocs;

public sealed class SummaryCommandTests
{
    [Fact]
    public void A_run_is_a_table_of_its_objectives()
    {
        var said = Summary([
            Record("intake-latency", Verdict.Met, 0.431) with
            {
                Key = new ObjectiveKey("intake-latency", "P95 latency", new Dictionary<string, string> { ["alerts"] = "100" }),
                Interval = new IntervalRecord(0.416, 0.442, 0.95, "order statistics"),
            },
            Record("own|latency", Verdict.NotProven, null) with { Samples = 0, NotProvenBecause = "nothing was measured" },
        ]).Said;

        said.Should().Be("""
            ## Service levels: 1 met, 1 not proven

            Policy pull-request, commit 0123456789ab, machine 2 processors.

            | Objective | Target | Threshold | Measured | 95 % CI | n | Verdict |
            |---|---|---|---|---|---|---|
            | intake-latency, P95 latency (alerts 100) | &lt; 700 ms | &lt; 1 s | 431 ms | 416-442 ms | 3000 | met |
            | own\|latency, P95 latency | &lt; 700 ms | &lt; 1 s | nothing |  | 0 | not proven |

            Not proven:

            - own\|latency, P95 latency: nothing was measured

            """);
    }

    [Fact]
    public void A_missed_target_is_marked() =>
        Summary([Record("a", Verdict.Met, 0.9) with { Target = new BoundRecord("< 700 ms", Relation.Below, 0.7, Verdict.Breached, 200, 1e-9) }])
            .Said.Should().Contain("| &lt; 700 ms (missed) | &lt; 1 s | 900 ms |").And.Contain("1 met");

    [Theory]
    [InlineData(1e-9, 1)]
    [InlineData(0.004, 0)]
    public void The_gate_holds_a_breach_against_all_objectives_of_the_run(double p, int exitCode)
    {
        ObjectiveRecord[] run = [Breach("a", p), .. Enumerable.Range(0, 3).Select(i => Record($"b{i}", Verdict.Met, 0.1))];

        var (code, said) = Summary(run, "--gate");

        code.Should().Be(exitCode);
        said.Should().Contain(exitCode == 1 ? "**breached**" : "p = 0.004; among 4 objectives that can be chance");
    }

    [Fact]
    public void Without_the_gate_a_breach_is_shown_only() => Summary([Breach("a", 1e-9)]).ExitCode.Should().Be(0);

    [Fact]
    public void A_breach_that_is_a_fact_of_the_run_is_closed_by_the_gate() =>
        Summary([Record("memory", Verdict.Breached, 3) with { Threshold = Bound(Verdict.Breached, null) }], "--gate").ExitCode.Should().Be(1);

    [Fact]
    public void A_line_that_a_crash_tore_and_other_attachments_are_left_out()
    {
        var torn = Attached("b.slo.json", Record("b", Verdict.Met, 0.1).ToJson())[..^30];

        SummaryOf([Attached("picture.svg", "x"), """{"pickle":{"name":"a.slo.json"}}""", Attached("a.slo.json", Record("a", Verdict.Met, 0.1).ToJson()), torn])
            .Said.Should().StartWith("## Service levels: 1 met\n");
    }

    [Fact]
    public void A_record_of_a_later_format_is_left_out() =>
        Summary([Record("a", Verdict.Met, 0.1) with { Format = 2 }]).Said.Should().Be("## Service levels\n\nNothing was measured.\n");

    [Fact]
    public void Without_messages_it_says_so()
    {
        var error = new StringWriter();

        SummaryCommand.Create().Parse(["--messages", "/nowhere/messages.ndjson"]).Invoke(new InvocationConfiguration { Error = error }).Should().Be(1);

        error.ToString().Should().Contain("/nowhere/messages.ndjson");
    }

    private static (int ExitCode, string Said) Summary(IReadOnlyList<ObjectiveRecord> records, params string[] options) =>
        SummaryOf([.. records.Select(record => Attached($"{record.Key.Slo}.slo.json", record.ToJson()))], options);

    private static (int ExitCode, string Said) SummaryOf(IReadOnlyList<string> lines, params string[] options)
    {
        using var folder = new TemporaryDirectory();
        var messages = Path.Combine(folder.Path, "messages.ndjson");
        var summary = Path.Combine(folder.Path, "summary.md");
        File.WriteAllText(messages, string.Join('\n', lines));
        var exitCode = SummaryCommand.Create().Parse(["--messages", messages, "--output", summary, .. options]).Invoke();
        return (exitCode, File.ReadAllText(summary));
    }

    private static string Attached(string fileName, string body) => JsonSerializer.Serialize(new
    {
        attachment = new { body = Convert.ToBase64String(Encoding.UTF8.GetBytes(body)), contentEncoding = "BASE64", fileName, mediaType = "application/json" },
    });

    private static ObjectiveRecord Breach(string slo, double p) => Record(slo, Verdict.Breached, 2) with { Threshold = Bound(Verdict.Breached, p) };

    private static BoundRecord Bound(Verdict verdict, double? p) => new("< 1 s", Relation.Below, 1, verdict, 0, p);

    private static ObjectiveRecord Record(string slo, Verdict verdict, double? measured) => new()
    {
        Run = new RunRecord("1", DateTimeOffset.UnixEpoch, "0123456789abcdef", "pull-request", new MachineRecord("2 processors", null, null)),
        Key = new ObjectiveKey(slo, "P95 latency", new Dictionary<string, string>()),
        Quantity = Quantity.Time,
        Target = new BoundRecord("< 700 ms", Relation.Below, 0.7, verdict, 0, 1),
        Threshold = Bound(verdict, 1),
        Verdict = verdict,
        Sentence = "",
        Measured = measured,
        Samples = 3000,
    };
}
