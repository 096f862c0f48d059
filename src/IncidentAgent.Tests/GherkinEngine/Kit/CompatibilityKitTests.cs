using System.Text.Json.Nodes;
using GherkinEngine.Configuration;
using GherkinEngine.Running;

namespace IncidentAgent.Tests.GherkinEngine.Kit;

public sealed class CompatibilityKitTests
{
    // What cannot pass, and why: Reqnroll's API decides what steps can say, and its hooks are not Cucumber's.
    private static readonly Dictionary<string, string> Known = new()
    {
        ["attachments"] = "no media type can be given",
        ["global-hooks-attachments"] = "no media type can be given",
        ["hooks-named"] = "hooks have no names",
        ["multiple-features-reversed"] = "there is no option for the order",
        ["global-hooks-beforeall-error"] = "the first hook that fails keeps the rest from running",
        ["global-hooks-afterall-error"] = "the first hook that fails keeps the rest from running",
        ["markdown"] = "the official parser for .NET reads no Markdown",
        ["retry"] = "there is no retry",
        ["retry-ambiguous"] = "there is no retry",
        ["retry-pending"] = "there is no retry",
        ["retry-undefined"] = "there is no retry",
        ["test-run-exception"] = "there is no option that fails a run",
    };

    public static TheoryData<string> Samples => [.. SampleBindings.All.Keys];

    [KitTheory]
    [MemberData(nameof(Samples))]
    public async Task A_sample_of_the_kit_sends_the_messages_of_a_Cucumber(string sample)
    {
        var folder = Path.Combine(CompatibilityKit.Folder, sample);
        var features = Directory.GetFiles(folder, "*.feature").Order()
            .Select(file => new FeatureSource($"samples/{sample}/{Path.GetFileName(file)}", File.ReadAllText(file)));
        var expected = File.ReadLines(Path.Combine(folder, $"{sample}.ndjson")).Select(line => JsonNode.Parse(line)!.AsObject()).ToList();

        var run = await SuiteRun.Of(features, new RunnerConfiguration(), SampleBindings.All[sample]);

        MessageComparison.Differences(expected, run.Messages).Should().BeEmpty();
    }

    [KitFact]
    public void Every_sample_of_the_kit_is_run_or_has_a_reason() =>
        Directory.GetDirectories(CompatibilityKit.Folder).Select(Path.GetFileName).Should().BeEquivalentTo([.. SampleBindings.All.Keys, .. Known.Keys]);
}
