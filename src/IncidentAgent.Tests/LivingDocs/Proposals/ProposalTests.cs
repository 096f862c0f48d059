using System.Diagnostics;
using IncidentAgent.Tests.ServiceLevels.History;
using IncidentAgent.Tests.Support;
using LivingDocs.Proposals;
using ServiceLevels.History;
using ServiceLevels.Objectives;

namespace IncidentAgent.Tests.LivingDocs.Proposals;

public sealed class ProposalTests : IDisposable
{
    private const string Intake = """
        @performance
        Feature: Intake

          Rule: A burst is taken in

            @slo:intake-latency
            Scenario Outline: <alerts> alerts in flight
              When <alerts> alerts arrive at once
              Then the intake meets these objectives:
                | measure     | target   | threshold |
                | P50 latency | < 300 ms | < 500 ms  |
                | P95 latency | < 300 ms | < 1000 ms |

              Examples:
                | alerts |
                | 10     |
                | 100    |

            @slo:intake-throughput
            Scenario: A burst does not throttle the intake
              When 100 alerts arrive at once
              Then the intake meets these objectives:
                | measure    |          target |       threshold |
                | throughput | > 400 alerts/s  |   > 20 alerts/s |

        """;

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_thresholds_of_a_feature_are_tightened_by_a_diff_that_git_applies()
    {
        var file = Write("ServiceLevels/Intake.feature", Intake);
        var history = History([.. Latencies("P95 latency", "10", 0.2), .. Latencies("P95 latency", "100", 0.4), .. Throughputs()]);

        var diff = Proposal.Diff(Features, _folder.Path, history);

        diff.Should().Be("""
            # intake-latency, P95 latency: < 1000 ms becomes < 450 ms, because 95 % of the runs to come keep 448 ms with 95 % confidence, by the spread of 12 runs.
            --- a/features/ServiceLevels/Intake.feature
            +++ b/features/ServiceLevels/Intake.feature
            @@ -9,7 +9,7 @@
                   Then the intake meets these objectives:
                     | measure     | target   | threshold |
                     | P50 latency | < 300 ms | < 500 ms  |
            -        | P95 latency | < 300 ms | < 1000 ms |
            +        | P95 latency | < 300 ms | < 450 ms  |
             
                   Examples:
                     | alerts |
            # intake-throughput, throughput: > 20 alerts/s becomes > 89 alerts/s, because 95 % of the runs to come keep 89.2/s with 95 % confidence, by the spread of 12 runs.
            --- a/features/ServiceLevels/Intake.feature
            +++ b/features/ServiceLevels/Intake.feature
            @@ -21,4 +21,4 @@
                   When 100 alerts arrive at once
                   Then the intake meets these objectives:
                     | measure    |          target |       threshold |
            -        | throughput | > 400 alerts/s  |   > 20 alerts/s |
            +        | throughput | > 400 alerts/s  |   > 89 alerts/s |

            """);
        File.ReadAllText(file).Should().Be(Intake, "a machine never changes a promise");
        Git("apply", "--check");
        Git("apply");
        File.ReadAllText(file).Should().Be(Intake.Replace("< 1000 ms |", "< 450 ms  |").Replace("> 20 alerts/s", "> 89 alerts/s"));
        Proposal.Diff(Features, _folder.Path, history).Should().BeEmpty("it is as tight as the history allows");

        void Git(params string[] arguments) => Run(diff, arguments);
    }

    [Fact]
    public void A_row_of_which_one_example_has_no_history_stays_as_it_is()
    {
        Write("Intake.feature", Intake);

        Proposal.Diff(Features, _folder.Path, History([.. Latencies("P95 latency", "100", 0.4)])).Should().BeEmpty();
    }

    [Fact]
    public void A_longer_threshold_widens_the_column_and_neighbouring_changes_share_a_hunk()
    {
        var file = Write("Start.feature", """
            @slo:start
            Feature: Start
              Scenario: A start
                Then the start meets these objectives:
                  | target | threshold | measure     |
                  | < 1 ms | < 1 min   | P50 latency |
                  | < 1 s  | < 2 min   | P95 latency |
                  | < 1 s  | <20min    | P99 latency |
            """);
        var history = History(
            [.. Start("P50 latency", 33), .. Start("P95 latency", 0.0023), .. Start("P99 latency", 72_123)]);

        var diff = Proposal.Diff(Features, _folder.Path, history);

        diff.Split('\n').Should().ContainSingle(line => line.StartsWith("@@ -3,6 +3,6 @@"));
        diff.Split('\n').Where(line => line.StartsWith('#')).Should().HaveCount(2);
        diff.Should().EndWith("\\ No newline at end of file\n");
        Run(diff, "apply");
        File.ReadAllText(file).Should().Be("""
            @slo:start
            Feature: Start
              Scenario: A start
                Then the start meets these objectives:
                  | target | threshold | measure     |
                  | < 1 ms | < 37 s    | P50 latency |
                  | < 1 s  | < 1 s     | P95 latency |
                  | < 1 s  | <20min    | P99 latency |
            """);
    }

    private string Features => Path.Combine(_folder.Path, "features");

    private string Write(string name, string text)
    {
        var file = Path.Combine(Features, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }

    private void Run(string diff, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardInput = true,
            RedirectStandardError = true,
        })!;
        git.StandardInput.Write(diff);
        git.StandardInput.Close();
        var said = git.StandardError.ReadToEnd();
        git.WaitForExit();
        (git.ExitCode, said).Should().Be((0, ""));
    }

    private static RunHistory History(ObjectiveRecord[] records) => new(records, new LeftOut(0, 0));

    private static IEnumerable<ObjectiveRecord> Latencies(string measure, string alerts, double middle) =>
        Daily(new ObjectiveKey("intake-latency", measure, new Dictionary<string, string> { ["alerts"] = alerts }), middle, "< 1000 ms");

    private static IEnumerable<ObjectiveRecord> Throughputs() => Daily(Runs.Throughput, 100, "> 20 alerts/s");

    private static IEnumerable<ObjectiveRecord> Start(string measure, double middle) =>
        Daily(new ObjectiveKey("start", measure, new Dictionary<string, string>()), middle, "< 1 min");

    private static IEnumerable<ObjectiveRecord> Daily(ObjectiveKey key, double middle, string threshold) =>
        Enumerable.Range(0, 12).Select(day => Runs.Found(day, middle * (day % 2 == 0 ? 1.04 : 0.96), key, target: threshold, threshold: threshold));
}
