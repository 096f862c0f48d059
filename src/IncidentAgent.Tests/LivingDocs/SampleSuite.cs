using GherkinEngine.Configuration;
using GherkinEngine.Running;
using IncidentAgent.Tests.GherkinEngine;
using IncidentAgent.Tests.Support;
using Reqnroll;
using Reqnroll.UnitTestProvider;

namespace IncidentAgent.Tests.LivingDocs;

/// <summary>The messages of a small suite in which everything happens that can happen, as the runner sends them.</summary>
internal static class SampleSuite
{
    public const string Intake =
        """
        @performance
        Feature: Alerts are taken in quickly, however many arrive at once
          The on-call engineer is paged no sooner than the intake accepts the alert, and an accepted alert is on the disk.
          A target is what we aim for; a threshold is what we never ship beyond.

          Background:
            Given an incident service that has warmed up

          Rule: Latency keeps its distribution as concurrency grows

            # Every row is an objective of its own.
            @slo:intake-latency @req:6
            Scenario Outline: <alerts> alerts in flight
              When <alerts> alerts arrive at once
              Then the intake meets these objectives:
                | measure     | target   | threshold |
                | P50 latency | < 300 ms | < 500 ms  |
                | P95 latency | < 700 ms | < 1000 ms |
                | P99 latency | < 1 s    | < 2 s     |

              Examples:
                | alerts |
                | 10     |
                | 50     |
                | 100    |

          Rule: A burst is accepted whole and within its objectives

            @slo:intake-throughput @req:2
            Scenario: A burst does not throttle the intake
              When 100 alerts arrive at once
              Then the intake meets these objectives:
                | measure    | target        | threshold     |
                | throughput | > 40 alerts/s | > 20 alerts/s |

            # A note about what comes next.
            @slo:intake-errors @req:4
            Scenario: A burst causes no errors
              When 50 alerts arrive at once
              Then the intake meets these objectives:
                | measure    | target | threshold |
                | error rate | = 0 %  | < 1 %     |

            @slo:intake-burst @req:1
            Scenario: A burst of 100 alerts is accepted
              When the run is cut off
              Then the intake meets these objectives:
                | measure      | target | threshold |
                | mean latency | < 1 s  | < 1.5 s   |
        """;

    public const string Own =
        """
        @performance
        Feature: What we promise of our own is tighter than what we inherited

          @slo:own-latency
          Scenario: 500 alerts a second, whether or not earlier ones were answered
            When alerts of 100 services arrive at 500 alerts/s for 8 s
            Then the intake meets these objectives:
              | measure     | target  | threshold |
              | P50 latency | < 5 ms  | < 20 ms   |
              | P99 latency | < 25 ms | < 50 ms   |

          @slo:health @req:11
          Scenario: The health check answers at once
            When the health check is asked 50 times
            Then the health check meets these objectives:
              | measure     | target   | threshold |
              | P50 latency | < 100 ms | < 200 ms  |
        """;

    public const string Slack =
        """
        Feature: Slack shows one message for each incident, as it stands
          A channel that scrolls is a channel that nobody reads.

          Rule: One incident is one message

            Scenario: From opened to resolved
              When the alert "HighLatency" of "checkout" is over
              Then Slack shows 1 message

            @in-process
            Scenario: <script>alert('a name')</script> & "quotes" in a name
              When the alert "HighLatency" of "checkout" fires
              Then Slack shows 2 messages
              And nothing is in its thread

            @nightly
            Scenario: A day's worth of updates
              When the alert "HighLatency" of "checkout" fires

            Scenario: A sentence that nobody has written yet
              When Slack is asked for its opinion
        """;

    private static readonly Lazy<Task<IReadOnlyList<string>>> CutOff = new(MakeAsync);

    /// <summary>Without its last lines: the run was cut off while a scenario ran.</summary>
    public static Task<IReadOnlyList<string>> MessagesAsync() => CutOff.Value;

    private static async Task<IReadOnlyList<string>> MakeAsync()
    {
        var whole = await RunAsync(("features/Notifications/Slack.feature", Slack), ("features/ServiceLevels/Own.feature", Own), ("features/ServiceLevels/AlertIntake.feature", Intake));
        var last = whole.FindLastIndex(line => line.StartsWith("{\"testCaseFinished\"", StringComparison.Ordinal));
        return [.. whole[..last], "{\"testCaseFinished\":{\"testCaseSta"];
    }

    public static async Task<List<string>> RunAsync(params (string Uri, string Text)[] features)
    {
        var run = await SuiteRun.Of(features.Select(feature => new FeatureSource(feature.Uri, feature.Text)), new RunnerConfiguration(), typeof(Steps));
        return run.Messages.ConvertAll(message => message.ToJsonString());
    }

    [Binding]
    private sealed class Steps(IReqnrollOutputHelper output, ScenarioContext scenario) : IDisposable
    {
        private readonly TemporaryDirectory _folder = new();

        [BeforeScenario("nightly")]
        public static void Skip(IUnitTestRuntimeProvider run) => run.TestIgnore("takes long: runs with SLO_POLICY=nightly");

        [Given("an incident service that has warmed up")]
        [When("the run is cut off")]
        [When("^the health check is asked .*$")]
        [When("^alerts of .*$")]
        [When("^the alert .*$")]
        [Then("nothing is in its thread")]
        public void Nothing()
        {
        }

        [When("{int} alerts arrive at once")]
        public void Arrive(int alerts) => output.WriteLine($"intake\n  arrivals   {alerts} at once\n  outcome    sent {alerts}  accepted {alerts}  refused 0  lost 0");

        [Then("Slack shows {int} message(s)")]
        public void Shows(int messages)
        {
            if (messages == 2)
            {
                throw new InvalidOperationException(
                    "1 of 1 objectives are not kept:\n  <script>alert('a message')</script> P99 latency: promised < 50 ms, measured 1.02 s (n 5000)");
            }
        }

        [Then("^the (.*) meets these objectives:$")]
        public void Meets(string probe, DataTable objectives)
        {
            var slo = scenario.ScenarioInfo.CombinedTags.Single(tag => tag.StartsWith("slo:", StringComparison.Ordinal))[4..];
            var alerts = scenario.ScenarioInfo.Arguments.Count > 0 ? $"{scenario.ScenarioInfo.Arguments[0]}" : null;
            foreach (var record in SampleHistory.Of(SampleHistory.Latest, SampleHistory.Runs - 1).Where(record =>
                record.Key.Slo == slo && record.Key.Example.GetValueOrDefault("alerts") == alerts))
            {
                var file = Path.Combine(_folder.Path, $"{slo}-{probe.Replace(' ', '-')}-{record.Key.Measure.Replace(' ', '-')}.slo.json");
                File.WriteAllText(file, record.ToJson());
                output.AddAttachment(file);
                output.WriteLine(record.Sentence);
            }

            objectives.RowCount.Should().BePositive();
        }

        public void Dispose() => _folder.Dispose();
    }
}
